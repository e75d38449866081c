package io.reelbudget.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What R's forecast package made of some series; the file says which versions. */
final class RReference {

    private final String name;
    private final Trend trend;
    private final Map<String, double[]> figures = new HashMap<>();

    private RReference(String name, Trend trend) {
        this.name = name;
        this.trend = trend;
    }

    static List<RReference> all() {
        List<RReference> all = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RReference.class.getResourceAsStream("holt-winters-r.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = List.of(line.split(" ", -1));
                if (words.get(0).equals("series")) {
                    all.add(new RReference(words.get(1), Trend.valueOf(words.get(2))));
                } else if (!words.get(0).equals("#")) {
                    double[] numbers = words.stream()
                            .skip(1)
                            .mapToDouble(Double::parseDouble)
                            .toArray();
                    all.get(all.size() - 1).figures.put(words.get(0), numbers);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return all;
    }

    Trend trend() {
        return trend;
    }

    double[] figures(String what) {
        return Objects.requireNonNull(figures.get(what), what);
    }

    double figure(String what) {
        return figures(what)[0];
    }

    int season() {
        return (int) figure("season");
    }

    Smoothing smoothing() {
        double[] p = figures("smoothing");
        return new Smoothing(p[0], p[1], p[2], p[3]);
    }

    SeasonalState firstState() {
        double[] state = figures("state");
        return SeasonalState.of(state[0], state[1], Arrays.copyOfRange(state, 2, state.length));
    }

    @Override
    public String toString() {
        return name + " " + trend;
    }
}
