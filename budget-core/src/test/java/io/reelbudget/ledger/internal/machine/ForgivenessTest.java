package io.reelbudget.ledger.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What debt was forgiven")
class ForgivenessTest {

    private final Forgiveness forgiveness = new Forgiveness();

    /** Returns how many are remembered one by one. */
    private int count() {
        SectionWriter out = new SectionWriter();
        forgiveness.write(out);
        return new SectionReader(out.toByteArray()).readSize();
    }

    @Test
    void is_summed_up_from_a_time_on() {
        forgiveness.add(10, 5, 10);
        forgiveness.add(20, 3, 20);

        assertThat(forgiveness.since(10)).isEqualTo(8);
        assertThat(forgiveness.since(11)).isEqualTo(3);
        assertThat(forgiveness.since(20)).isEqualTo(3);
        assertThat(forgiveness.since(21)).isZero();
    }

    @Test
    void is_remembered_as_long_as_its_charges_can_be_corrected() {
        forgiveness.add(0, 5, 0);
        forgiveness.add(1, 7, Corrections.KEPT);
        assertThat(forgiveness.since(0)).isEqualTo(12);

        forgiveness.add(2, 1, Corrections.KEPT + 1);

        assertThat(forgiveness.since(0)).isEqualTo(8);
    }

    @Test
    void is_nothing_where_nothing_was_owed() {
        forgiveness.add(1, 0, 1);

        assertThat(count()).isZero();
    }

    @Test
    void puts_the_oldest_together_beyond_a_hundred_by_the_later_time() {
        for (int at = 1; at <= 100; at++) {
            forgiveness.add(at, 1, at);
        }
        assertThat(count()).isEqualTo(100);
        assertThat(forgiveness.since(2)).isEqualTo(99);

        forgiveness.add(101, 1, 101);

        assertThat(count()).isEqualTo(100);
        assertThat(forgiveness.since(2)).isEqualTo(101);
        assertThat(forgiveness.since(3)).isEqualTo(99);
    }

    @Test
    void is_paid_back_first_of_what_was_forgiven_first_after_the_charge() {
        forgiveness.add(10, 5, 10);
        forgiveness.add(20, 3, 20);
        forgiveness.add(30, 4, 30);

        forgiveness.payBack(2, 20);
        assertThat(forgiveness.since(10)).isEqualTo(10);
        assertThat(forgiveness.since(20)).isEqualTo(5);
        forgiveness.payBack(2, 20);
        assertThat(forgiveness.since(10)).isEqualTo(8);
        assertThat(forgiveness.since(30)).isEqualTo(3);
        assertThat(count()).isEqualTo(2);
        forgiveness.payBack(5, 10);
        assertThat(forgiveness.since(10)).isEqualTo(3);
        assertThat(count()).isEqualTo(1);
        forgiveness.payBack(9, 10);
        assertThat(count()).isZero();
    }

    @Test
    void is_the_same_once_it_was_written_and_read() {
        forgiveness.add(10, 5, 10);
        forgiveness.add(20, 3, 20);
        SectionWriter out = new SectionWriter();
        forgiveness.write(out);

        Forgiveness again = new Forgiveness();
        SectionReader in = new SectionReader(out.toByteArray());
        again.read(in);
        in.requireEnd();

        assertThat(again.since(10)).isEqualTo(8);
        assertThat(again.since(20)).isEqualTo(3);
    }
}
