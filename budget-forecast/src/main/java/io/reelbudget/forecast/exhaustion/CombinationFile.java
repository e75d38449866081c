package io.reelbudget.forecast.exhaustion;

import io.reelbudget.forecast.exhaustion.RegressionShape.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Coefficients as text, one a line: {@code knowledge regression what numbers}. Lines that begin with # are its card:
 * where the coefficients come from and how they did.
 *
 * <p>Each term's line has the mean and deviation of its feature, its weight, and for any number of days the weight of
 * its product with ln h.
 */
public final class CombinationFile {

    private static final String SHIPPED = "exhaustion-coefficients.txt";
    private static final String DAY = "day";
    private static final String HORIZON = "horizon";

    private CombinationFile() {}

    /** Returns the combinations that this library ships with. */
    static Map<Knowledge, LearntCombination> shipped() {
        try (InputStream in = CombinationFile.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + SHIPPED + " was missing but must lie beside "
                        + CombinationFile.class.getName() + "; use the published jar, whole.");
            }
            return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Returns the combinations of a text that {@link #write} made.
     *
     * @throws IllegalArgumentException if a line is missing or illegible
     */
    public static Map<Knowledge, LearntCombination> read(BufferedReader text) throws IOException {
        List<String[]> lines = new ArrayList<>();
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line.trim().split("\\s+"));
            }
        }
        Map<Knowledge, LearntCombination> combinations = new EnumMap<>(Knowledge.class);
        for (Knowledge knowledge : Knowledge.values()) {
            combinations.put(
                    knowledge,
                    LearntCombination.of(
                            regression(lines, knowledge, DAY, RegressionShape.day(knowledge)),
                            regression(lines, knowledge, HORIZON, RegressionShape.horizon(knowledge))));
        }
        return combinations;
    }

    /** Returns combinations as text, without a card. */
    public static String write(Map<Knowledge, LearntCombination> combinations) {
        StringBuilder text = new StringBuilder();
        combinations.forEach((knowledge, combination) -> {
            append(text, knowledge + " " + DAY, combination.day());
            append(text, knowledge + " " + HORIZON, combination.horizon());
        });
        return text.toString();
    }

    private static void append(StringBuilder text, String name, LearntRegression regression) {
        RegressionShape shape = regression.shape();
        int n = shape.features().size();
        boolean changes = shape.span() == Span.ANY_DAYS;
        line(text, name, "constant", regression.constant());
        for (int i = 0; i < n; i++) {
            double[] own = {regression.mean(i), regression.deviation(i), regression.weight(i)};
            double[] all = changes ? new double[] {own[0], own[1], own[2], regression.weight(n + i)} : own;
            line(text, name, shape.features().get(i).name(), all);
        }
        int next = n;
        if (changes) {
            next = 2 * n + 2;
            line(text, name, "length", regression.weight(2 * n), regression.weight(2 * n + 1));
        }
        for (int i = 0; i < shape.products().size(); i++) {
            for (int j = i; j < shape.products().size(); j++) {
                line(text, name, product(shape, i, j), regression.weight(next++));
            }
        }
    }

    private static void line(StringBuilder text, String name, String what, double... numbers) {
        text.append(name).append(' ').append(what);
        for (double number : numbers) {
            text.append(String.format(Locale.ROOT, " %.6g", number));
        }
        text.append('\n');
    }

    private static LearntRegression regression(
            List<String[]> lines, Knowledge knowledge, String name, RegressionShape shape) {
        int n = shape.features().size();
        boolean changes = shape.span() == Span.ANY_DAYS;
        double[] means = new double[n];
        double[] deviations = new double[n];
        double[] weights = new double[shape.terms()];
        for (int i = 0; i < n; i++) {
            double[] numbers =
                    numbers(lines, knowledge, name, shape.features().get(i).name(), changes ? 4 : 3);
            means[i] = numbers[0];
            deviations[i] = numbers[1];
            weights[i] = numbers[2];
            if (changes) {
                weights[n + i] = numbers[3];
            }
        }
        int next = n;
        if (changes) {
            System.arraycopy(numbers(lines, knowledge, name, "length", 2), 0, weights, 2 * n, 2);
            next = 2 * n + 2;
        }
        for (int i = 0; i < shape.products().size(); i++) {
            for (int j = i; j < shape.products().size(); j++) {
                weights[next++] = numbers(lines, knowledge, name, product(shape, i, j), 1)[0];
            }
        }
        double constant = numbers(lines, knowledge, name, "constant", 1)[0];
        return LearntRegression.of(shape, means, deviations, constant, weights);
    }

    private static String product(RegressionShape shape, int i, int j) {
        return shape.products().get(i) + "*" + shape.products().get(j);
    }

    private static double[] numbers(List<String[]> lines, Knowledge knowledge, String name, String what, int count) {
        for (String[] line : lines) {
            if (line.length == 3 + count
                    && line[0].equals(knowledge.name())
                    && line[1].equals(name)
                    && line[2].equals(what)) {
                double[] numbers = new double[count];
                for (int i = 0; i < count; i++) {
                    numbers[i] = Double.parseDouble(line[3 + i]);
                }
                return numbers;
            }
        }
        throw new IllegalArgumentException("Coefficients had no line '" + knowledge + " " + name + " " + what
                + "' with " + count + " numbers but must; fit them anew with this version.");
    }
}
