package io.reelbudget.cli.demo;

import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.output.FormatWords;
import io.reelbudget.cli.output.OutputFormat;
import io.reelbudget.cli.terminal.Terminal;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code budget demo}: see {@link Demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a small transcoding service on real video that stays within its budgets.",
            "",
            "Four customers bring jobs; three have less than their work costs. Sources are probed, where that costs at most"
                    + " 5 %% of the jobs that wait for them. Each job is estimated by the ONNX model, priced with its licences (illustrative ones), admitted and held, encoded by"
                    + " a real ffmpeg, captured with the processor time that it took, and learnt from. Before a budget runs out its policy acts. At the end the ledger is"
                    + " reopened from its journal and must say the same."
        },
        footer = {
            "",
            "Exit codes: 0 all invariants held, 1 one did not, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget demo",
            "  budget demo --input holiday.mp4 talk.webm",
            "  budget demo --format json | tail -n 1"
        })
public final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--input",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Your own videos; at most the first 10 seconds of each are used. Without them, clips are drawn.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--ffmpeg",
            paramLabel = "PATH",
            description = "Your own ffmpeg. Without it, that of the PATH, or the one that Maven brought.")
    private @Nullable Path ffmpeg;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Where ledger, clips and chart go. Without it, a new directory here.")
    private @Nullable Path directory;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Where the chart goes. Without it, into the directory.")
    private @Nullable Path chart;

    @Option(
            names = "--format",
            defaultValue = "table",
            completionCandidates = FormatWords.class,
            description =
                    "${COMPLETION-CANDIDATES}. With json the last line of stdout is one object with all there is to"
                            + " know; csv and markdown have a row for each account. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format = OutputFormat.TABLE;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Which jobs and which history are drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        DemoOptions options = new DemoOptions(
                inputs, Optional.ofNullable(ffmpeg), Optional.ofNullable(directory), Optional.ofNullable(chart), seed);
        Terminal detected = Terminal.detect();
        Terminal terminal = format == OutputFormat.TABLE
                ? detected
                : new Terminal(detected.width(), Terminal.Colouring.PLAIN, detected.charset());
        // A machine reads stdout: what is for people goes beside it.
        PrintStream people = format == OutputFormat.TABLE ? System.out : System.err;
        Demo demo = new Demo(options, new TableScreen(people, terminal));
        DemoReport report = demo.run();
        ReportText.of(report, terminal).forEach(people::println);
        if (format == OutputFormat.JSON) {
            System.out.println(ReportJson.of(report));
        } else if (format != OutputFormat.TABLE) {
            format.lines(ReportListing.of(report), terminal).forEach(System.out::println);
        }
        return report.invariantsHeld() ? ExitCode.DONE : ExitCode.DOES_NOT_HOLD;
    }
}
