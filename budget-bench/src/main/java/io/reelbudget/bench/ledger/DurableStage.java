package io.reelbudget.bench.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The journal against its limits and its peers: all of them in turn, round by round, on the same disk. */
final class DurableStage {

    /** Until the compiler has done most of its work, however short the rounds are. */
    private static final Duration WARM_UP = Duration.ofSeconds(6);

    private final List<Duel> duels;
    private final List<Duel> aside;
    private final Options options;
    private final Report report;
    private final Map<Duel.Side, Contestant> contestants = new EnumMap<>(Duel.Side.class);
    private final Map<Duel.Side, List<Sample>> samples = new EnumMap<>(Duel.Side.class);

    DurableStage(List<Row> rows, Options options, Report report) {
        this.duels = Duel.ALL.stream().filter(duel -> rows.contains(duel.row())).toList();
        this.aside =
                Duel.ASIDE.stream().filter(duel -> rows.contains(duel.row())).toList();
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        try (WorkDirectory work = WorkDirectory.create()) {
            RecordSizes sizes = RecordSizes.measured(work.resolve("sizes"));
            report.line("On disk; a job's records take %d and %d bytes", sizes.hold(), sizes.capture());
            try {
                for (Duel duel : duels) {
                    open(duel, work, sizes);
                }
                for (Duel duel : aside) {
                    open(duel, work, sizes);
                }
                measure();
            } finally {
                for (Contestant contestant : contestants.values()) {
                    contestant.close();
                }
            }
        }
        duels.forEach(this::report);
        aside.forEach(duel -> show(duel.what(), ratios(duel, Sample::perSecond)));
    }

    private void open(Duel duel, WorkDirectory work, RecordSizes sizes) throws Exception {
        open(duel.other(), work, sizes);
        open(duel.own(), work, sizes);
    }

    private void open(Duel.Side side, WorkDirectory work, RecordSizes sizes) throws Exception {
        if (!contestants.containsKey(side)) {
            contestants.put(side, side.open(work, sizes));
            samples.put(side, new ArrayList<>());
        }
    }

    private void measure() throws Exception {
        for (Contestant contestant : contestants.values()) {
            contestant.run(WARM_UP);
        }
        report.line("%-34s %10s %12s %10s %10s", "", "jobs/s", "CPU us/job", "p50 ms", "p99 ms");
        for (int round = 0; round < options.rounds(); round++) {
            for (Map.Entry<Duel.Side, Contestant> entry : contestants.entrySet()) {
                Sample sample = entry.getValue().run(options.span());
                samples.getOrDefault(entry.getKey(), List.of()).add(sample);
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

    private void report(Duel duel) {
        report.ratio(duel.row(), "jobs/s, " + duel.what(), ratios(duel, Sample::perSecond));
        show("  CPU of a job", ratios(duel, Sample::cpuMicros));
    }

    private void show(String what, Series ratios) {
        report.line("%-58s %8.3f  (%.3f to %.3f)", what, ratios.median(), ratios.least(), ratios.most());
    }

    /** Divides what both sides did in each round. */
    private Series ratios(Duel duel, ToDoubleFunction<Sample> figure) {
        List<Sample> own = samples.getOrDefault(duel.own(), List.of());
        List<Sample> other = samples.getOrDefault(duel.other(), List.of());
        Series ratios = new Series();
        for (int round = 0; round < own.size(); round++) {
            ratios.add(figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(other.get(round)));
        }
        return ratios;
    }
}
