package io.reelbudget.forecast.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A clock on the wall")
class WallClockTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Midnight in Berlin of the day on which clocks go forward at two, and of the one on which they go back at three. */
    private static final Instant SPRING = Instant.parse("2026-03-28T23:00:00Z");

    private static final Instant AUTUMN = Instant.parse("2026-10-24T22:00:00Z");

    private static double[] numbers(int count) {
        return IntStream.range(0, count).asDoubleStream().toArray();
    }

    @Test
    void fills_the_hour_that_is_skipped_in_spring() {
        double[] day = WallClock.of(SPRING, BERLIN).onTheWall(numbers(23));

        assertThat(day).hasSize(24).startsWith(0, 1, 1, 2, 3).endsWith(21, 22);
    }

    @Test
    void counts_the_hour_that_comes_twice_in_autumn_once_with_the_mean() {
        double[] day = WallClock.of(AUTUMN, BERLIN).onTheWall(numbers(25));

        assertThat(day).hasSize(24).startsWith(0, 1, 2.5, 4).endsWith(23, 24);
    }

    @Test
    void leaves_the_skipped_hour_out_of_forecasts() {
        WallClock clock = WallClock.of(SPRING.minusSeconds(3_600), BERLIN);

        assertThat(clock.horizonOnTheWall(1, 23)).isEqualTo(24);
        assertThat(clock.asTheyPass(numbers(24), 1, 23)).startsWith(0, 1, 3, 4).endsWith(22, 23);
    }

    @Test
    void gives_the_repeated_hour_twice_in_forecasts() {
        WallClock clock = WallClock.of(AUTUMN.minusSeconds(3_600), BERLIN);

        assertThat(clock.horizonOnTheWall(1, 25)).isEqualTo(24);
        assertThat(clock.asTheyPass(numbers(24), 1, 25)).startsWith(0, 1, 2, 2, 3).endsWith(22, 23);
    }

    @Test
    void changes_nothing_where_there_is_no_daylight_saving() {
        WallClock clock = WallClock.of(SPRING, ZoneId.of("UTC"));

        assertThat(clock.onTheWall(numbers(100))).isEqualTo(numbers(100));
        assertThat(clock.asTheyPass(numbers(50), 100, 50)).isEqualTo(numbers(50));
    }

    @Test
    void keeps_a_day_of_users_in_step_with_their_clock_across_the_change() {
        int days = 30;
        double[] wall = new double[days * 24];
        for (int i = 0; i < wall.length; i++) {
            wall[i] = 10 + i % 24;
        }
        Instant start = Instant.parse("2026-03-13T23:00:00Z");
        int passed = 24 * days - 1;
        double[] hours = WallClock.of(start, BERLIN).asTheyPass(Arrays.copyOfRange(wall, 1, wall.length), 1, passed - 1);
        double[] all = new double[passed];
        all[0] = wall[0];
        System.arraycopy(hours, 0, all, 1, hours.length);

        double[] back = WallClock.of(start, BERLIN).onTheWall(all);

        assertThat(back).isEqualTo(wall);
    }
}
