package io.reelbudget.ledger.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Usage by the hour")
class UsageBucketsTest {

    private static final long HOUR = HourSums.MICROS_PER_HOUR;

    private final UsageBuckets usage = new UsageBuckets();

    private static Map<Integer, Long> hoursOf(UsageBuckets usage) {
        Map<Integer, Long> hours = new TreeMap<>();
        usage.forEach(hours::put);
        return hours;
    }

    @Test
    void is_what_was_added_to_each_hour_in_whatever_order() {
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            UsageBuckets packed = new UsageBuckets();
            TreeMap<Integer, Long> model = new TreeMap<>();
            int now = 480_000;
            for (int step = 0; step < 300; step++) {
                now += random.nextInt(100) == 0 ? random.nextInt(200) : random.nextInt(2);
                int hour = random.nextInt(5) == 0 ? now - random.nextInt(100) : now;
                long micros = 1 + random.nextLong(1L << random.nextInt(1, 50));
                packed.add(hour * HOUR + random.nextLong(HOUR), micros);
                model.merge(hour, micros, Long::sum);
            }
            int middle = now - 50;

            assertThat(hoursOf(packed)).as("seed %d", seed).isEqualTo(model);
            assertThat(packed.size()).isEqualTo(model.size());
            assertThat(packed.isWhole()).isTrue();
            assertThat(packed.sumFrom(middle))
                    .isEqualTo(model.tailMap(middle).values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            assertThat(packed.dense(middle, 10)[3]).isEqualTo(model.getOrDefault(middle + 3, 0L));
        }
    }

    @Test
    void forgets_what_is_older_than_420_days() {
        usage.add(1_000 * HOUR, 1);
        usage.add(1_001 * HOUR, 2);

        usage.add((1_000L + UsageBuckets.KEPT_HOURS) * HOUR, 4);

        assertThat(hoursOf(usage)).isEqualTo(Map.of(1_001, 2L, 1_000 + UsageBuckets.KEPT_HOURS, 4L));
        assertThat(usage.isWhole()).isFalse();
        assertThat(usage.firstKept(0)).isEqualTo(1_001);
    }

    @Test
    void takes_nothing_for_an_hour_that_is_forgotten_and_says_so() {
        usage.add((1_000L + UsageBuckets.KEPT_HOURS) * HOUR, 4);

        usage.add(1_000 * HOUR, 1);

        assertThat(usage.total()).isEqualTo(4);
        assertThat(usage.firstKept(0)).isEqualTo(1_001);
    }

    @Test
    void may_be_of_before_1970() {
        usage.add(-5 * HOUR, 1);
        usage.add(-3 * HOUR, 2);
        usage.add(HOUR, 3);

        assertThat(hoursOf(usage)).isEqualTo(Map.of(-5, 1L, -3, 2L, 1, 3L));
        usage.add((UsageBuckets.KEPT_HOURS - 4L) * HOUR, 4);
        assertThat(hoursOf(usage)).isEqualTo(Map.of(-3, 2L, 1, 3L, UsageBuckets.KEPT_HOURS - 4, 4L));
    }
}
