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
        out.printf(
                "%-18s %9s %7s | %8s %8s %7s %7s | %6s %7s %7s | %7s %7s | %7s %6s | %7s %6s%n",
                "trace",
                "midnights",
                "windows",
                "7-day h",
                "P50 h",
                "ratio",
                "trivial",
                "AP 24h",
                "ratio",
                "own sh.",
                "Brier24",
                "own sh.",
                "Brier w",
                "cover",
                "fc/seen",
                "cold");
        for (Line line : lines) {
            Score score = line.score();
            out.printf(
                    "%-18s %9d %7d | %8.1f %8.1f %7.3f %7.3f | %6.3f %7.3f %7.3f | %7.3f %7.3f | %7.3f %6.3f | %7.2f"
                            + " %6.2f%n",
                    line.name(),
                    score.midnights(),
                    score.windows(),
                    score.medianErrorOfWeekRate(),
                    score.medianErrorHours(),
                    line.versusWeekRate(),
                    line.trivialVersusWeekRate(),
                    score.averagePrecision(),
                    line.precisionVersusWeekRate(),
                    line.ownSharePrecision(),
                    line.dayVersusWeekRate(),
                    line.ownShareBrier(),
                    line.windowVersusWeekRate(),
                    score.coverage(),
                    line.dayRatio(),
                    line.coldRatio());
        }
        out.printf(
                "%-18s %9s %7s | %8.1f %8.1f %7.3f %7.3f | %6.3f %7.3f %7.3f | %7.3f %7.3f | %7.3f %6.3f | %7.2f"
                        + " %6.2f%n",
                "mean",
                "",
                "",
                mean(line -> line.score().medianErrorOfWeekRate()),
                mean(line -> line.score().medianErrorHours()),
                mean(Line::versusWeekRate),
                mean(Line::trivialVersusWeekRate),
                mean(line -> line.score().averagePrecision()),
                mean(Line::precisionVersusWeekRate),
                mean(Line::ownSharePrecision),
                mean(Line::dayVersusWeekRate),
                mean(Line::ownShareBrier),
                mean(Line::windowVersusWeekRate),
                mean(line -> line.score().coverage()),
                mean(Line::dayRatio),
                mean(Line::coldRatio));
        printPeers();
        out.println();
        out.println(json());
        out.flush();
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
