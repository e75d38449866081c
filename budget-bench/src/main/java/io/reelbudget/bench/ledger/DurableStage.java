package io.reelbudget.bench.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The journal against its limits and its peers: all of them in turn, round by round, on the same disk. */
final class DurableStage {

    private static final int CALLERS = 64;

    /** What runs; a row compares two of them. */
    private enum Kind {
        RAW,
        JOURNAL
    }

    private final List<Row> rows;
    private final Options options;
    private final Report report;
    private final Map<Kind, Contestant> contestants = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Sample>> samples = new EnumMap<>(Kind.class);

    DurableStage(List<Row> rows, Options options, Report report) {
        this.rows = rows;
        this.options = options;
        this.report = report;
    }

    private static Kind own(Row row) {
        return Kind.JOURNAL;
    }

    private static Kind other(Row row) {
        return switch (row) {
            case JOURNAL -> Kind.RAW;
            default -> throw new IllegalArgumentException("Row was " + row + " but must be of the journal.");
        };
    }

    void run() throws Exception {
        try (WorkDirectory work = WorkDirectory.create()) {
            RecordSizes sizes = RecordSizes.measured(work.resolve("sizes"));
            report.line("On disk; a job's records take %d and %d bytes", sizes.hold(), sizes.capture());
            try {
                for (Row row : rows) {
                    open(own(row), work, sizes);
                    open(other(row), work, sizes);
                }
                measure();
            } finally {
                for (Contestant contestant : contestants.values()) {
                    contestant.close();
                }
            }
        }
        rows.forEach(this::report);
    }

    private void open(Kind kind, WorkDirectory work, RecordSizes sizes) throws Exception {
        if (!contestants.containsKey(kind)) {
            contestants.put(kind, opened(kind, work, sizes));
        }
    }

    private static Contestant opened(Kind kind, WorkDirectory work, RecordSizes sizes) throws Exception {
        return switch (kind) {
            case RAW -> new RawCallers(work.resolve("raw"), sizes, CALLERS);
            case JOURNAL ->
                new LedgerCallers("journal, 64 callers", work.resolve("journal"), Accounts.of(Accounts.MANY), CALLERS);
        };
    }

    private void measure() throws Exception {
        report.line("%-34s %10s %12s %10s %10s", "", "jobs/s", "CPU us/job", "p50 ms", "p99 ms");
        for (Contestant contestant : contestants.values()) {
            contestant.run(options.span());
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (Map.Entry<Kind, Contestant> entry : contestants.entrySet()) {
                Sample sample = entry.getValue().run(options.span());
                samples.computeIfAbsent(entry.getKey(), kind -> new ArrayList<>())
                        .add(sample);
                report.line(
                        "%-34s %,10.0f %12.1f %10.2f %10.2f",
                        entry.getValue().name(),
                        sample.perSecond(),
                        sample.cpuMicros(),
                        sample.latencyMillis(0.5),
                        sample.latencyMillis(0.99));
            }
        }
    }

    private void report(Row row) {
        List<Sample> own = samples.get(own(row));
        List<Sample> other = samples.get(other(row));
        Series ratios = new Series();
        for (int round = 0; round < own.size(); round++) {
            ratios.add(own.get(round).perSecond() / other.get(round).perSecond());
        }
        report.ratio(row, "jobs/s: " + row, ratios);
    }
}
