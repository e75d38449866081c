package io.reelbudget.forecast.regression;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What regressions.py printed, with numpy 2.4.6. */
final class NumpyReference {

    /** Relative; the file has ten digits. */
    static final double TOLERANCE = 1e-6;

    private final Map<String, double[]> figures = new HashMap<>();

    static NumpyReference load() {
        NumpyReference reference = new NumpyReference();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NumpyReference.class.getResourceAsStream("regressions.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                reference.figures.put(
                        words[0],
                        Arrays.stream(words)
                                .skip(1)
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return reference;
    }

    double[] figures(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }
}
