package io.reelbudget.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.TimeSeries;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A score")
class ScoreTest {

    private static final double[] LEVELS = {Contender.LOWER, Contender.UPPER};

    @Test
    void is_reckoned_as_the_competition_did() {
        ScoredSeries series = new ScoredSeries("S", new double[] {1, 3, 2, 5}, new double[] {10, 20});
        Forecast forecast = Forecast.of(new double[] {8, 25}, LEVELS, new double[][] {{7, 21}, {9, 30}});

        Score score = Score.of(forecast, series, 1);

        double scale = (2 + 1 + 3) / 3.0;
        assertThat(score.smape()).isCloseTo((200 * 2 / 18.0 + 200 * 5 / 45.0) / 2, within(1e-12));
        assertThat(score.mase()).isCloseTo((2 + 5) / 2.0 / scale, within(1e-12));
        assertThat(score.msis()).isCloseTo((2 + 40 * 1 + 9 + 40 * 1) / 2.0 / scale, within(1e-12));
        assertThat(score.coverage()).isZero();
    }

    @Test
    void of_the_benchmark_itself_is_one() {
        Score benchmark = new Score(10, 2, 5, 0.9);

        assertThat(benchmark.owa(benchmark)).isEqualTo(1);
        assertThat(new Score(5, 2, 5, 0.9).owa(benchmark)).isEqualTo(0.75);
    }

    @Test
    void of_naive2_follows_a_season_that_multiplies() {
        double[] values = new double[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * (1 + 0.5 * (i % 4 == 0 ? 1 : 0));
        }

        Forecast forecast = new Naive2(4).forecast(TimeSeries.of(values, 4), 8);

        assertThat(forecast.point(1)).isCloseTo(150, within(1e-9));
        assertThat(forecast.point(2)).isCloseTo(100, within(1e-9));
        assertThat(forecast.point(5)).isCloseTo(150, within(1e-9));
    }

    @Test
    void of_naive2_without_a_season_is_that_of_the_last_value() {
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

        assertThat(new Naive2(4).forecast(TimeSeries.of(values, 4), 2).points()).containsExactly(16, 16);
    }
}
