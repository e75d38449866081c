package io.reelbudget.bench.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads series in the layout of the M4 competition: a header, then a row a series, its id first, oldest value next. */
final class SeriesFiles {

    private SeriesFiles() {}

    /** Returns the series of both files, in the order of the train file; each must be in both. */
    static List<ScoredSeries> read(Path train, Path test) throws IOException {
        Map<String, double[]> outcomes = rows(test);
        List<ScoredSeries> all = new ArrayList<>();
        for (Map.Entry<String, double[]> row : rows(train).entrySet()) {
            double[] outcome = outcomes.get(row.getKey());
            if (outcome == null) {
                throw new IllegalArgumentException("Series '" + row.getKey() + "' of " + train + " was not in " + test
                        + " but must be in both; name two files that belong together.");
            }
            all.add(new ScoredSeries(row.getKey(), row.getValue(), outcome));
        }
        return all;
    }

    private static Map<String, double[]> rows(Path file) throws IOException {
        Map<String, double[]> rows = new LinkedHashMap<>();
        try (BufferedReader lines = open(file)) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> cells = Arrays.stream(line.replace("\"", "").split(",", -1))
                        .filter(cell -> !cell.isBlank())
                        .toList();
                if (cells.size() > 1) {
                    rows.put(
                            cells.get(0),
                            cells.stream()
                                    .skip(1)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray());
                }
            }
        }
        return rows;
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    }
}
