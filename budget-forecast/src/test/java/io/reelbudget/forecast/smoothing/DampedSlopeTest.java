package io.reelbudget.forecast.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two seasons with a slope that dies away")
class DampedSlopeTest {

    private static final int KNOWN = 4 * 168;
    private static final int AHEAD = 168;
    private static final double DAMPING = 0.998;

    /** The model itself, run with little noise: it must go on as it began. */
    @Test
    void goes_on_growing_ever_more_slowly() {
        double[] values = simulated();
        TimeSeries known = TimeSeries.hourly(Arrays.copyOf(values, KNOWN));

        FittedDoubleSeasonal damped = DoubleSeasonal.damped().fit(known);
        Forecast forecast = damped.forecast(3 * AHEAD, 0.1, 0.9);

        assertThat(damped.weights().damping()).isBetween(0.98, 0.999);
        assertThat(error(forecast, values)).isLessThan(0.6 * error(flat(known), values));
        double first = forecast.point(2 * AHEAD) - forecast.point(AHEAD);
        double second = forecast.point(3 * AHEAD) - forecast.point(2 * AHEAD);
        assertThat(first).isPositive();
        assertThat(second / first)
                .as("what is left of a week's growth a week later")
                .isCloseTo(Math.pow(damped.weights().damping(), AHEAD), within(1e-6));
        assertThat(forecast.quantile(0.9, AHEAD) - forecast.quantile(0.1, AHEAD))
                .isGreaterThan(forecast.quantile(0.9, 1) - forecast.quantile(0.1, 1));
    }

    @Test
    void is_restored_by_itself_alone() {
        TimeSeries known = TimeSeries.hourly(Arrays.copyOf(simulated(), KNOWN));
        FittedDoubleSeasonal damped = DoubleSeasonal.damped().fit(known);

        assertThat(DoubleSeasonal.damped().restore(damped.state()).forecast(48).points())
                .isEqualTo(damped.forecast(48).points());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DoubleSeasonal.additive().restore(damped.state()))
                .withMessageContaining("damped trend");
    }

    private static Forecast flat(TimeSeries known) {
        return DoubleSeasonal.additive().fit(known).forecast(AHEAD);
    }

    private static double error(Forecast forecast, double[] values) {
        double sum = 0;
        for (int step = 1; step <= AHEAD; step++) {
            sum += Math.abs(forecast.point(step) - values[KNOWN + step - 1]);
        }
        return sum / AHEAD;
    }

    private static double[] simulated() {
        Random random = new Random(5);
        double[] values = new double[KNOWN + AHEAD];
        double level = 100;
        double slope = 0.2;
        for (int hour = 0; hour < values.length; hour++) {
            slope *= DAMPING;
            level += slope;
            double day = 10 * Math.sin(Math.PI * hour / 12);
            double week = hour / 24 % 7 < 5 ? 4 : -10;
            values[hour] = level + day + week + 0.5 * random.nextGaussian();
        }
        return values;
    }
}
