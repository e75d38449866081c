package io.reelbudget.ledger.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sums by the hour")
class HourSumsTest {

    private static final int FIRST = 500_000;

    private final HourSums sums = new HourSums();

    private static long at(int hour) {
        return hour * HourSums.MICROS_PER_HOUR;
    }

    @Test
    void count_from_an_hour_on_whether_it_had_any_or_not() {
        sums.add(at(FIRST), 1);
        sums.add(at(FIRST + 2), 2);
        sums.add(at(FIRST + 4), 4);

        assertThat(sums.sumFrom(FIRST)).isEqualTo(7);
        assertThat(sums.sumFrom(FIRST + 1)).isEqualTo(6);
        assertThat(sums.sumFrom(FIRST + 2)).isEqualTo(6);
        assertThat(sums.sumFrom(FIRST + 5)).isZero();
    }

    @Test
    void end_an_hour_with_its_last_microsecond() {
        sums.add(at(FIRST + 1) - 1, 1);
        sums.add(at(FIRST + 1), 2);

        assertThat(sums.sumFrom(FIRST + 1)).isEqualTo(2);
    }

    @Test
    void take_hours_in_any_order_and_add_to_those_that_are_there() {
        for (int hour = 30; hour >= 0; hour--) {
            sums.add(at(FIRST + hour), 1);
            sums.add(at(FIRST + hour), 1);
        }

        assertThat(sums.sumFrom(FIRST)).isEqualTo(62);
        assertThat(sums.sumFrom(FIRST + 30)).isEqualTo(2);
    }

    @Test
    void are_read_as_they_were_written_also_where_what_was_held_went_down() {
        sums.add(at(FIRST), 7);
        sums.add(at(FIRST + 3), -2);
        sums.add(at(FIRST + 9), 1L << 40);
        SectionWriter written = new SectionWriter();
        sums.write(written);

        HourSums read = new HourSums();
        SectionReader in = new SectionReader(written.toByteArray());
        read.read(in);
        in.requireEnd();

        assertThat(read.sumFrom(FIRST)).isEqualTo(5 + (1L << 40));
        assertThat(read.sumFrom(FIRST + 1)).isEqualTo((1L << 40) - 2);
        assertThat(read.sumFrom(FIRST + 9)).isEqualTo(1L << 40);
        read.add(at(FIRST + 3), 2);
        assertThat(read.sumFrom(FIRST + 3)).isEqualTo(1L << 40);
    }

    @Test
    void that_are_dropped_leave_the_later_ones_where_they_were() {
        for (int hour = 0; hour < 6; hour++) {
            sums.add(at(FIRST + 2 * hour), 1L << hour);
        }

        sums.add(at(FIRST + 5 + UsageBuckets.KEPT_HOURS), 64);

        assertThat(sums.sumFrom(FIRST)).isEqualTo(8 + 16 + 32 + 64);
        assertThat(sums.sumFrom(FIRST + 7)).isEqualTo(16 + 32 + 64);
        assertThat(sums.sumFrom(FIRST + 10)).isEqualTo(32 + 64);
        sums.add(at(FIRST + 6), 1);
        assertThat(sums.sumFrom(FIRST + 6)).isEqualTo(9 + 16 + 32 + 64);
    }

    @Test
    void drop_the_hours_that_are_too_old_and_no_others() {
        sums.add(at(FIRST), 1);
        sums.add(at(FIRST + 1), 2);

        sums.add(at(FIRST + 1 + UsageBuckets.KEPT_HOURS), 4);

        assertThat(sums.sumFrom(0)).isEqualTo(6);
    }
}
