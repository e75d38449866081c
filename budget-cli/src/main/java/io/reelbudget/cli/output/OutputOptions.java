package io.reelbudget.cli.output;

import io.reelbudget.cli.terminal.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The options of commands that print a listing. */
public final class OutputOptions {

    @Option(
            names = "--format",
            defaultValue = "table",
            completionCandidates = FormatWords.class,
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format = OutputFormat.TABLE;

    /** Returns whether a person reads the answer, and not a program. */
    public boolean isForPeople() {
        return format == OutputFormat.TABLE;
    }

    /** Prints a listing as the user wants it. */
    public void print(Listing listing, PrintWriter out) {
        format.lines(listing, Terminal.detect()).forEach(out::println);
        out.flush();
    }

    /** Prints what only people want to read, such as remarks; nothing where a program reads. */
    public void remark(String text, PrintWriter out) {
        if (isForPeople()) {
            out.println(text);
            out.flush();
        }
    }
}
