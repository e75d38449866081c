package io.reelbudget.forecast.exhaustion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.exhaustion.RegressionShape.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A learnt regression")
class LearntRegressionTest {

    private static final List<String[]> LINES = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LearntRegressionTest.class.getResourceAsStream("worked-value.txt")),
                StandardCharsets.UTF_8))) {
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> LINES.add(line.split(" ")));
        }
    }

    @Test
    void gives_the_worked_value_of_a_day() {
        assertThat(day().probability(values(2), 1)).isCloseTo(0.04056, within(1e-5));
    }

    @Test
    void gives_the_worked_value_of_seven_days() {
        assertThat(horizon().probability(values(3), 7)).isCloseTo(0.31026, within(1e-5));
    }

    @Test
    void multiplies_its_terms_by_its_weights() {
        LearntRegression regression = horizon();
        double[] terms = regression.terms(values(3), 7);

        double logOdds = regression.constant();
        for (int i = 0; i < terms.length; i++) {
            logOdds += regression.weight(i) * terms[i];
        }

        assertThat(1 / (1 + Math.exp(-logOdds))).isCloseTo(0.31026, within(1e-5));
    }

    @Test
    void refuses_weights_that_do_not_fit_its_shape() {
        RegressionShape shape = RegressionShape.day(Knowledge.SPENDING_ALONE);

        assertThatThrownBy(() -> LearntRegression.of(shape, new double[2], new double[2], 0, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Regression had 2 means, 2 deviations and 3 weights but must have 17, as many and 53; fit it"
                                + " for this shape.");
    }

    @Test
    void is_the_same_after_being_written_and_read() throws IOException {
        Map<Knowledge, LearntCombination> shipped = new EnumMap<>(Knowledge.class);
        for (Knowledge knowledge : Knowledge.values()) {
            shipped.put(knowledge, LearntCombination.shipped(knowledge));
        }

        String text = CombinationFile.write(shipped);
        Map<Knowledge, LearntCombination> read = CombinationFile.read(new BufferedReader(new StringReader(text)));

        assertThat(CombinationFile.write(read)).isEqualTo(text);
        assertThatThrownBy(() -> CombinationFile.read(
                        new BufferedReader(new StringReader(text.replace("day SHARE_LONG ", "day share_long ")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Coefficients had no line 'JOBS_AND_HOST day SHARE_LONG' with 3 numbers but must; fit them"
                        + " anew with this version.");
    }

    private static LearntRegression day() {
        List<Double> weights = column("day", 4);
        weights.addAll(column("product", 3));
        RegressionShape shape = new RegressionShape(features("day"), products(), Span.ONE_DAY);
        return LearntRegression.of(
                shape, array(column("day", 2)), array(column("day", 3)), constants()[0], array(weights));
    }

    private static LearntRegression horizon() {
        List<Double> weights = column("horizon", 4);
        weights.addAll(column("horizon", 5));
        weights.add(constants()[2]);
        weights.add(constants()[3]);
        RegressionShape shape = new RegressionShape(features("horizon"), List.of(), Span.ANY_DAYS);
        return LearntRegression.of(
                shape, array(column("horizon", 2)), array(column("horizon", 3)), constants()[1], array(weights));
    }

    private static double[] values(int column) {
        double[] values = new double[Feature.count()];
        LINES.stream()
                .filter(line -> line[0].equals("value"))
                .forEach(line -> values[Feature.valueOf(line[1]).place()] = Double.parseDouble(line[column]));
        return values;
    }

    private static List<Feature> features(String kind) {
        return LINES.stream()
                .filter(line -> line[0].equals(kind))
                .map(line -> Feature.valueOf(line[1]))
                .toList();
    }

    private static List<Feature> products() {
        return LINES.stream()
                .filter(line -> line[0].equals("product"))
                .map(line -> Feature.valueOf(line[1]))
                .distinct()
                .toList();
    }

    private static List<Double> column(String kind, int column) {
        return new ArrayList<>(LINES.stream()
                .filter(line -> line[0].equals(kind))
                .map(line -> Double.valueOf(line[column]))
                .toList());
    }

    private static double[] constants() {
        return LINES.stream()
                .filter(line -> line[0].equals("constants"))
                .findFirst()
                .map(line -> new double[] {
                    Double.parseDouble(line[1]),
                    Double.parseDouble(line[2]),
                    Double.parseDouble(line[3]),
                    Double.parseDouble(line[4])
                })
                .orElseThrow();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
