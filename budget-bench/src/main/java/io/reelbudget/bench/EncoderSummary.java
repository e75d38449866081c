package io.reelbudget.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What measured rows say of each encoder and preset: CPU seconds per megapixel of output, spread and number. */
final class EncoderSummary {

    private static final List<String> COLUMNS = List.of(EncoderMeasurements.HEADER.split(",", -1));

    private final Map<String, List<Double>> secondsPerMegapixel;
    private final int rows;
    private final double cpuSeconds;

    private EncoderSummary(Map<String, List<Double>> secondsPerMegapixel, int rows, double cpuSeconds) {
        this.secondsPerMegapixel = secondsPerMegapixel;
        this.rows = rows;
        this.cpuSeconds = cpuSeconds;
    }

    static EncoderSummary of(List<List<String>> rows) {
        Map<String, List<Double>> costs = new TreeMap<>();
        double total = 0;
        for (List<String> row : rows) {
            double cpu = number(row, "cpu_s");
            double megapixels = number(row, "width")
                    * number(row, "height")
                    * number(row, "fps")
                    * number(row, "source_seconds")
                    / 1e6;
            costs.computeIfAbsent(cell(row, "encoder") + " " + cell(row, "preset"), key -> new ArrayList<>())
                    .add(cpu / megapixels);
            total += cpu;
        }
        costs.values().forEach(Collections::sort);
        return new EncoderSummary(costs, rows.size(), total);
    }

    void print(PrintWriter console, Path file, int failures) {
        console.printf(Locale.ROOT, "%-22s %6s %30s%n", "encoder preset", "rows", "CPU s per megapixel P10 P50 P90");
        secondsPerMegapixel.forEach((encoder, costs) -> console.printf(
                Locale.ROOT,
                "%-22s %6d %10.4f %10.4f %10.4f%n",
                encoder,
                costs.size(),
                quantile(costs, 0.1),
                quantile(costs, 0.5),
                quantile(costs, 0.9)));
        console.printf(
                Locale.ROOT,
                "{\"rows\":%d,\"failed\":%d,\"cpuSeconds\":%.3f,\"file\":\"%s\"}%n",
                rows,
                failures,
                cpuSeconds,
                file.toString().replace("\\", "\\\\").replace("\"", "\\\""));
        console.flush();
    }

    private static double quantile(List<Double> sorted, double share) {
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    private static double number(List<String> row, String column) {
        return Double.parseDouble(cell(row, column));
    }

    private static String cell(List<String> row, String column) {
        return row.get(COLUMNS.indexOf(column));
    }
}
