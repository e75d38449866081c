package io.reelbudget.trainer;

import io.reelbudget.trainer.CsvFile.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A history in one table, a finished job a row. Columns: {@code source}, {@code group}, {@code category},
 * {@code units}, {@code option}, {@code cost}; what is known of the source in columns that begin with {@code in.},
 * settings in columns that begin with {@code set.}. An empty input is unknown.
 */
final class HistoryCsv {

    private static final String INPUT = "in.";
    private static final String SETTING = "set.";

    private final Map<String, HistorySource> sources = new LinkedHashMap<>();
    private final Map<String, HistoryOption> options = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> cost = new HashMap<>();
    private final TreeSet<String> inputs = new TreeSet<>();

    private HistoryCsv() {}

    /**
     * Reads a history.
     *
     * @param pixels the input that is the logarithm of the picture's size; empty where there is none
     * @param views the sets of inputs that may be known
     */
    static HistoryTable read(Path path, String work, String pixels, List<ViewPlan> views) throws IOException {
        HistoryCsv csv = new HistoryCsv();
        new CsvFile(path).forEach(csv::add);
        for (ViewPlan view : views) {
            if (!csv.inputs.containsAll(view.columns())) {
                throw new IllegalArgumentException("View '" + view.name() + "' was of " + view.columns() + " but "
                        + path + " has " + csv.inputs + " (columns that begin with 'in.'); name inputs that it has.");
            }
        }
        List<String> names = List.copyOf(csv.options.keySet());
        List<double[]> rows = new ArrayList<>();
        for (String source : csv.sources.keySet()) {
            double[] row = new double[names.size()];
            Map<String, Double> known = csv.cost.getOrDefault(source, Map.of());
            Arrays.setAll(row, j -> known.getOrDefault(names.get(j), Double.NaN));
            rows.add(row);
        }
        return new HistoryTable(
                work,
                pixels,
                List.copyOf(csv.inputs),
                List.copyOf(csv.sources.values()),
                List.copyOf(csv.options.values()),
                rows.toArray(double[][]::new),
                views);
    }

    private void add(Row row) {
        double seconds = row.number("cost");
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            throw row.refusal("cost", "more than zero", null);
        }
        sources.computeIfAbsent(row.text("source"), name -> source(name, row));
        options.computeIfAbsent(row.text("option"), name -> new HistoryOption(name, settings(row)));
        cost.computeIfAbsent(row.text("source"), name -> new HashMap<>()).put(row.text("option"), seconds);
    }

    private HistorySource source(String name, Row row) {
        Map<String, Double> known = new TreeMap<>();
        row.columns().keySet().stream()
                .filter(column -> column.startsWith(INPUT))
                .forEach(column -> {
                    String input = column.substring(INPUT.length());
                    inputs.add(input);
                    if (!row.text(column).isEmpty()) {
                        known.put(input, row.number(column));
                    }
                });
        return new HistorySource(name, row.text("group"), row.text("category"), row.number("units"), known);
    }

    private static Map<String, String> settings(Row row) {
        Map<String, String> settings = new TreeMap<>();
        row.columns().keySet().stream()
                .filter(column -> column.startsWith(SETTING))
                .forEach(column -> settings.put(column.substring(SETTING.length()), row.text(column)));
        return settings;
    }
}
