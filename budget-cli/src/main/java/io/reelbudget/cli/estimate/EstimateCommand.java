package io.reelbudget.cli.estimate;

import io.reelbudget.cli.output.ExitCode;
import io.reelbudget.cli.output.OptionWords;
import io.reelbudget.cli.output.OutputOptions;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.price.PriceBook;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code budget estimate}. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what a video's renditions will take and cost, before anything runs.",
            "",
            "Give a video, what 'ffprobe -of json -show_format -show_streams' said of one (a file that ends in .json), or ffmpeg's"
                    + " own arguments after '--'. Nothing is uploaded or encoded."
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 bad input, 70 a fault of the program.",
            "",
            "Examples:",
            "  budget estimate holiday.mp4",
            "  budget estimate holiday.mp4 --to 1080p-av1,720p-hevc,480p --explain",
            "  budget estimate holiday.mp4 --show alternatives --rungs 8",
            "  budget estimate probe.json --card bitmovin-like --show lines --format csv",
            "  budget estimate -- -i holiday.mp4 -c:v libx265 -crf 24 -s 1280x720 out.mp4"
        })
public final class EstimateCommand implements Callable<Integer> {

    /** What is printed. */
    enum Show {
        RENDITIONS,
        LINES,
        ALTERNATIVES
    }

    /** The words that {@code --show} takes. */
    static final class ShowWords extends OptionWords {

        private static final long serialVersionUID = 1L;

        ShowWords() {
            super(Show.class);
        }
    }

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Spec
    private CommandSpec spec;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A video, ffprobe's JSON, or after '--' ffmpeg's arguments.")
    private List<String> inputs = List.of();

    @Mixin
    private JobOptions options = new JobOptions();

    @Option(
            names = "--show",
            paramLabel = "WHAT",
            completionCandidates = ShowWords.class,
            description = "What to print: ${COMPLETION-CANDIDATES}. Without it, people get all three, and programs the"
                    + " renditions.")
    private @Nullable Show show;

    @Option(
            names = "--rungs",
            paramLabel = "N",
            description = "How many rungs of the quality ladder to go down for alternatives, 1 to 64. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int rungs = 4;

    @Option(names = "--explain", description = "Say what each estimate rests on and what makes it dear.")
    private boolean explained;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (rungs < 1 || rungs > QualityLadder.MAX_RUNGS) {
            throw new IllegalArgumentException(
                    "Number of rungs was " + rungs + " but must be 1 to " + QualityLadder.MAX_RUNGS + "; 4 is usual.");
        }
        TranscodeJob job = options.job(inputs, remark -> output.remark("Note: " + remark, out));
        PriceBook book = options.book();
        try (TrainedCostEstimator estimator = TrainedCostEstimator.bundled()) {
            for (Show each : shown()) {
                print(each, job, estimator, book, out);
            }
            if (explained) {
                explain(job, estimator, out);
            }
        }
        return ExitCode.DONE;
    }

    private List<Show> shown() {
        if (show != null) {
            return List.of(show);
        }
        return output.isForPeople() ? List.of(Show.values()) : List.of(Show.RENDITIONS);
    }

    private void print(Show what, TranscodeJob job, CostEstimator estimator, PriceBook book, PrintWriter out) {
        Instant now = Instant.now();
        switch (what) {
            case RENDITIONS -> {
                output.print(EstimateListing.of(job, estimator, book, now), out);
                output.remark("Prices by '" + options.card() + "'. P90: nine of ten such jobs take at most this.", out);
            }
            case LINES -> {
                titled("What the prices are made of:", out);
                output.print(PriceLineListing.of(job, estimator, book, now), out);
            }
            case ALTERNATIVES -> {
                titled("Cheaper, by the standard quality ladder:", out);
                output.print(AlternativeListing.of(job, estimator, book, now, rungs), out);
            }
        }
    }

    private void titled(String title, PrintWriter out) {
        if (show == null) {
            output.remark("", out);
        }
        output.remark(title, out);
    }

    private void explain(TranscodeJob job, CostEstimator estimator, PrintWriter out) {
        for (Target target : job.targets()) {
            CostEstimate estimate = estimator.estimate(EstimateListing.alone(job, target));
            output.remark("", out);
            output.remark(target.summary() + ": " + estimate.reason(), out);
            estimate.contributions().forEach(each -> output.remark("  " + each.sentence(), out));
        }
    }
}
