package io.reelbudget.bench.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What the command and its child processes are told alike. */
final class Options {

    @Option(
            names = "--only",
            split = ",",
            description = "Rows to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Set<Row> only = EnumSet.allOf(Row.class);

    @Option(names = "--rounds", description = "How many rounds the median is of (default: 5, quick: 3).")
    private int rounds;

    @Option(names = "--seconds", description = "How long each contestant runs a round (default: 2, quick: 0.5).")
    private double seconds;

    @Option(names = "--quick", description = "Fewer and shorter rounds, less history: to steer by, not to quote.")
    private boolean quick;

    Set<Row> rows() {
        return only;
    }

    int rounds() {
        return rounds > 0 ? rounds : quick ? 3 : 5;
    }

    Duration span() {
        double chosen = seconds > 0 ? seconds : quick ? 0.5 : 2;
        return Duration.ofNanos((long) (chosen * 1e9));
    }

    boolean isQuick() {
        return quick;
    }

    /** Returns the arguments that make the same options for some rows. */
    List<String> argumentsFor(List<Row> rows) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--only=" + String.join(",", rows.stream().map(Row::name).toList()));
        arguments.add("--rounds=" + rounds());
        arguments.add("--seconds=" + span().toNanos() / 1e9);
        if (quick) {
            arguments.add("--quick");
        }
        return arguments;
    }
}
