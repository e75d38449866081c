package io.reelbudget.bench.ledger;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints tables for people, and figures for the process that waits for them. */
final class Report {

    /** Begins a line that carries a figure; the parent process takes such lines out. */
    static final String FIGURE = "figure ";

    private final PrintWriter console;

    Report(PrintWriter console) {
        this.console = console;
    }

    /** Prints a line of a table at once. */
    void line(String format, Object... values) {
        console.printf(Locale.ROOT, format + "%n", values);
        console.flush();
    }

    /** Hands a row's figure over. */
    void figure(Row row, double value) {
        line("%s%s %s", FIGURE, row.name(), Double.toString(value));
    }

    /** Prints and hands over the median of a ratio. */
    void ratio(Row row, String what, Series ratios) {
        line("%-58s %8.3f  (%.3f to %.3f)", what, ratios.median(), ratios.least(), ratios.most());
        figure(row, ratios.median());
    }
}
