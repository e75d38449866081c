package io.reelbudget.bench.exhaustion;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Prints scores as a table and as one line of JSON. */
final class ExhaustionReport {

    private final PrintWriter out;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> peers = new ArrayList<>();

    /** The columns of figures, from left to right. */
    private static final List<Column> COLUMNS = List.of(
            new Column("| ", "7-day h", "%8.1f", line -> line.score().medianErrorOfWeekRate()),
            new Column("", "P50 h", "%8.1f", line -> line.score().medianErrorHours()),
            new Column("", "ratio", "%8.3f", Line::versusWeekRate),
            new Column("", "trivial", "%8.3f", Line::trivialVersusWeekRate),
            new Column("| ", "AP 24h", "%8.3f", line -> line.score().averagePrecision()),
            new Column("", "ratio", "%8.3f", Line::precisionVersusWeekRate),
            new Column("", "own sh.", "%8.3f", Line::ownSharePrecision),
            new Column("| ", "Brier24", "%8.3f", Line::dayVersusWeekRate),
            new Column("", "own sh.", "%8.3f", Line::ownShareBrier),
            new Column("| ", "Brier w", "%8.3f", Line::windowVersusWeekRate),
            new Column("", "cover", "%8.3f", line -> line.score().coverage()),
            new Column("| ", "fc/seen", "%8.2f", Line::dayRatio),
            new Column("", "cold", "%8.2f", Line::coldRatio));

    private record Column(String border, String title, String format, ToDoubleFunction<Line> figure) {}

    private record Line(String name, Score score, Score first) {

        double versusWeekRate() {
            return score.medianErrorHours() / score.medianErrorOfWeekRate();
        }

        double trivialVersusWeekRate() {
            return score.medianErrorOfTrivialRule() / score.medianErrorOfWeekRate();
        }

        double precisionVersusWeekRate() {
            return score.averagePrecision() / score.averagePrecisionOfWeekRate();
        }

        double dayVersusWeekRate() {
            return score.brierOfDay() / score.brierOfDayOfWeekRate();
        }

        double windowVersusWeekRate() {
            return score.brierOfWindow() / score.brierOfWindowOfWeekRate();
        }

        double ownSharePrecision() {
            return score.averagePrecisionOfOwnShare() / score.averagePrecisionOfWeekRate();
        }

        double ownShareBrier() {
            return score.brierOfDayOfOwnShare() / score.brierOfDayOfWeekRate();
        }

        double dayRatio() {
            return score.forecastWithinDay() / score.seenWithinDay();
        }

        double coldRatio() {
            return first.forecastWithinDay() / first.seenWithinDay();
        }
    }

    ExhaustionReport(PrintWriter out) {
        this.out = out;
    }

    void add(String name, Score score, Score first) {
        lines.add(new Line(name, score, first));
    }

    void addPeer(String name, PeerScore score) {
        peers.add(String.format(
                Locale.ROOT,
                "%-18s %9d %28.3f %24.3f %17.3f",
                name,
                score.midnights(),
                score.errorVersusWeekRate(),
                score.precisionVersusWeekRate(),
                score.brierVersusWeekRate()));
    }

    private void printPeers() {
        if (!peers.isEmpty()) {
            out.println();
            out.println(
                    "Peer: signaflo ARIMA(1,0,1) on daily totals, every eighth midnight; P50 err, AP 24h, Brier24 as ratios");
            peers.forEach(out::println);
        }
    }

    void print() {
        out.println();
        out.println(
                "Ratios are to the plain seven-day rate. P50 err and cover: where the account ran out, given that.");
        out.println(head());
        for (Line line : lines) {
            Score score = line.score();
            out.println(row(
                    line.name(),
                    Integer.toString(score.midnights()),
                    Integer.toString(score.windows()),
                    figure -> figure.applyAsDouble(line)));
        }
        out.println(row("mean", "", "", this::mean));
        printPeers();
        out.println();
        out.println(json());
        out.flush();
    }

    private static String head() {
        return String.format(Locale.ROOT, "%-18s %9s %7s", "trace", "midnights", "windows")
                + COLUMNS.stream()
                        .map(column -> " " + column.border() + String.format(Locale.ROOT, "%8s", column.title()))
                        .collect(Collectors.joining());
    }

    private static String row(
            String name, String midnights, String windows, ToDoubleFunction<ToDoubleFunction<Line>> value) {
        return String.format(Locale.ROOT, "%-18s %9s %7s", name, midnights, windows)
                + COLUMNS.stream()
                        .map(column -> " " + column.border()
                                + String.format(Locale.ROOT, column.format(), value.applyAsDouble(column.figure())))
                        .collect(Collectors.joining());
    }

    private double mean(ToDoubleFunction<Line> figure) {
        return lines.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private double pooledCoverage() {
        double covered =
                lines.stream().mapToLong(line -> line.score().covered()).sum();
        return covered
                / lines.stream().mapToLong(line -> line.score().runOuts()).sum();
    }

    private double pooledColdRatio() {
        double forecast = lines.stream()
                .mapToDouble(line -> line.first().forecastWithinDay())
                .sum();
        return forecast
                / lines.stream().mapToLong(line -> line.first().seenWithinDay()).sum();
    }

    private String json() {
        String traces = lines.stream().map(ExhaustionReport::json).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "{\"traces\": [%s], \"pooledCoverage\": %.4f, \"coldRatio24h\": %.4f}",
                traces,
                pooledCoverage(),
                pooledColdRatio());
    }

    private static String json(Line line) {
        Score score = line.score();
        return String.format(
                Locale.ROOT,
                "{\"name\": \"%s\", \"medianAbsErrorH\": %.3f, \"vsLast7d\": %.4f, \"trivialVsLast7d\": %.4f,"
                        + " \"ap24\": %.4f, \"ap24VsLast7d\": %.4f, \"brier24VsLast7d\": %.4f,"
                        + " \"brierWindowVsLast7d\": %.4f, \"coverageP10P90\": %.4f, \"windows\": %d,"
                        + " \"midnights\": %d}",
                line.name(),
                score.medianErrorHours(),
                line.versusWeekRate(),
                line.trivialVersusWeekRate(),
                score.averagePrecision(),
                line.precisionVersusWeekRate(),
                line.dayVersusWeekRate(),
                line.windowVersusWeekRate(),
                score.coverage(),
                score.windows(),
                score.midnights());
    }
}
