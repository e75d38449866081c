package io.reelbudget.forecast.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.cleaning.LevelShifts.Shift;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Raw usage")
class CleaningTest {

    private static final long SEED = 20261122;
    private static final int DAY = 24;

    /** A day's wave of deviation 28 about 100, with noise of deviation 3. */
    private static double[] days(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = new double[count * DAY];
        Arrays.setAll(values, t -> 100 + 40 * Math.sin(2 * Math.PI * t / DAY) + 3 * random.nextGaussian());
        return values;
    }

    @Nested
    @DisplayName("with gaps")
    class Holes {

        @Test
        void is_filled_on_a_line_where_there_is_no_season() {
            double[] filled = Gaps.filled(new double[] {Double.NaN, 1, Double.NaN, Double.NaN, 4, Double.NaN}, 1);

            assertThat(filled).containsExactly(new double[] {1, 1, 2, 3, 4, 4}, within(1e-12));
        }

        @Test
        void is_filled_with_its_season_even_where_half_a_day_is_missing() {
            double[] whole = days(14);
            double[] holes = whole.clone();
            Arrays.fill(holes, 150, 162, Double.NaN);

            double[] filled = Gaps.filled(holes, DAY);

            for (int t = 150; t < 162; t++) {
                assertThat(filled[t]).as("hour %d", t).isCloseTo(whole[t], within(12.0));
            }
            assertThat(Arrays.copyOf(filled, 150)).isEqualTo(Arrays.copyOf(whole, 150));
        }

        @Test
        void is_refused_where_nothing_is_known() {
            assertThatThrownBy(() -> Gaps.filled(new double[] {Double.NaN, Double.NaN}, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Series had 0 finite values of 2 but must have one at least, and none that is"
                            + " infinite; mark missing ones with NaN.");
        }
    }

    @Nested
    @DisplayName("with values that stand out")
    class Spikes {

        @Test
        void is_told_where_they_are_though_the_season_is_larger() {
            double[] values = days(14);
            values[77] += 60;
            values[200] -= 60;

            assertThat(Outliers.places(values, DAY)).containsExactly(77, 200);
            assertThat(Outliers.replaced(values, DAY)[77]).isCloseTo(days(14)[77], within(12.0));
        }

        @Test
        void is_told_where_they_are_without_a_season() {
            double[] values = {3, 5, 4, 6, 5, 4, 90, 5, 4, 6, 3, 5, 4, 5};

            assertThat(Outliers.places(values, 1)).containsExactly(6);
        }

        @Test
        void is_left_alone_where_it_is_mostly_nothing_or_constant() {
            double[] sparse = new double[100];
            sparse[50] = 7;

            assertThat(Outliers.places(sparse, 1)).isEmpty();
            assertThat(Outliers.places(new double[50], DAY)).isEmpty();
        }
    }

    @Nested
    @DisplayName("that moved to another level")
    class Moved {

        @Test
        void is_told_when_and_by_how_much() {
            double[] values = days(20);
            for (int t = 250; t < values.length; t++) {
                values[t] += 80;
            }

            List<Shift> shifts = LevelShifts.of(values, DAY);

            assertThat(shifts).hasSize(1);
            assertThat(shifts.get(0).at()).isBetween(244, 256);
            assertThat(shifts.get(0).by()).isCloseTo(80, within(8.0));
            double[] levelled = LevelShifts.levelled(values, DAY);
            double before = Arrays.stream(levelled, 0, 240).average().orElseThrow();
            assertThat(before).isCloseTo(180, within(8.0));
        }

        @Test
        void is_not_suspected_of_it_for_a_trend_or_noise() {
            double[] rising = days(20);
            for (int t = 0; t < rising.length; t++) {
                rising[t] += 0.5 * t;
            }

            assertThat(LevelShifts.of(rising, DAY)).isEmpty();
            assertThat(LevelShifts.of(days(20), DAY)).isEmpty();
        }
    }
}
