package io.reelbudget.forecast.reference;

import io.reelbudget.forecast.series.TimeSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.data.Offset;

/** One case of a file of figures: a series, and what R says of it. */
public final class RFigures {

    /** What figures may differ by, as a share: R prints them with 15 digits, and its filters stop at about 1e-8. */
    public static final double TOLERANCE = 1e-6;

    private static final Map<String, List<RFigures>> READ = new ConcurrentHashMap<>();

    private final String name;
    private final Map<String, String> figures = new LinkedHashMap<>();

    private RFigures(String name) {
        this.name = name;
    }

    /** Returns the cases of a file of this package. */
    public static List<RFigures> of(String file) {
        return READ.computeIfAbsent(file, RFigures::read);
    }

    private static List<RFigures> read(String file) {
        List<RFigures> cases = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RFigures.class.getResourceAsStream(file), file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                if (words[0].equals("case")) {
                    cases.add(new RFigures(words[1]));
                } else if (!words[0].equals("#")) {
                    cases.get(cases.size() - 1).figures.put(words[0], words[1]);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return List.copyOf(cases);
    }

    /** Returns one of the series that the cases name. */
    public static TimeSeries series(String name) {
        RFigures found = of("series.txt").stream()
                .filter(figures -> figures.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Series '" + name + "' is not in series.txt."));
        int season = (int) found.number("season");
        return season > 1 ? TimeSeries.of(found.numbers("values"), season) : TimeSeries.of(found.numbers("values"));
    }

    /** Returns the series of this case. */
    public TimeSeries series() {
        return series(name);
    }

    /** Returns the name of the case's series. */
    public String name() {
        return name;
    }

    /** Tells whether the case has a figure. */
    public boolean has(String what) {
        return figures.containsKey(what);
    }

    /** Returns the text of a figure. */
    public String text(String what) {
        return Objects.requireNonNull(figures.get(what), what);
    }

    /** Returns a figure of several numbers, or of none. */
    public double[] numbers(String what) {
        return text(what).isBlank()
                ? new double[0]
                : Arrays.stream(text(what).trim().split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }

    /** Returns a figure of one number. */
    public double number(String what) {
        return numbers(what)[0];
    }

    /** Returns the declared tolerance about a figure. */
    public static Offset<Double> within(double figure) {
        return Offset.offset(TOLERANCE * Math.max(1, Math.abs(figure)));
    }

    @Override
    public String toString() {
        return name + (has("order") ? " " + text("order") : "") + (has("model") ? " " + text("model") : "");
    }
}
