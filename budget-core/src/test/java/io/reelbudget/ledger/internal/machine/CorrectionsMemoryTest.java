package io.reelbudget.ledger.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.Corrections.Corrected;
import io.reelbudget.ledger.internal.machine.Corrections.Upwards;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was corrected of charges")
class CorrectionsMemoryTest {

    private static final long CHARGE = 7;
    private static final long TIME = 1_000;

    private final Corrections corrections = new Corrections();

    private static SectionReader reader(SectionWriter written) {
        return new SectionReader(written.toByteArray());
    }

    @Test
    void is_nothing_of_a_charge_that_was_not() {
        assertThat(corrections.of(CHARGE)).isEqualTo(new Corrected(0, 0, 0, List.of()));
    }

    @Test
    void adds_up_what_was_added_and_knows_each_by_its_entry() {
        corrections.add(CHARGE, 20, 5, TIME);
        corrections.add(CHARGE, 21, 3, TIME);

        assertThat(corrections.of(CHARGE))
                .isEqualTo(new Corrected(TIME, 8, 0, List.of(new Upwards(20, 5, 0), new Upwards(21, 3, 0))));
    }

    @Test
    void knows_no_entry_of_one_that_added_nothing() {
        corrections.add(CHARGE, 20, 0, TIME);

        assertThat(corrections.of(CHARGE)).isEqualTo(new Corrected(TIME, 0, 0, List.of()));
    }

    @Test
    void knows_the_newest_thousand_one_by_one_and_the_sum_of_all() {
        for (int entry = 1; entry <= 1_000; entry++) {
            corrections.add(CHARGE, entry, 1, TIME);
        }
        assertThat(corrections.of(CHARGE).upwards()).hasSize(1_000).startsWith(new Upwards(1, 1, 0));

        corrections.add(CHARGE, 1_001, 1, TIME);

        assertThat(corrections.of(CHARGE).added()).isEqualTo(1_001);
        assertThat(corrections.of(CHARGE).upwards())
                .hasSize(1_000)
                .startsWith(new Upwards(2, 1, 0))
                .endsWith(new Upwards(1_001, 1, 0));
    }

    @Test
    void gives_back_what_was_added_last_first_and_then_of_the_charge_itself() {
        corrections.add(CHARGE, 20, 5, TIME);
        corrections.add(CHARGE, 21, 3, TIME);

        corrections.giveBack(CHARGE, 1, TIME);
        assertThat(corrections.of(CHARGE))
                .isEqualTo(new Corrected(TIME, 7, 0, List.of(new Upwards(20, 5, 0), new Upwards(21, 3, 1))));
        corrections.giveBack(CHARGE, 1, TIME);
        assertThat(corrections.of(CHARGE).upwards()).containsExactly(new Upwards(20, 5, 0), new Upwards(21, 3, 2));
        corrections.giveBack(CHARGE, 2, TIME);
        assertThat(corrections.of(CHARGE)).isEqualTo(new Corrected(TIME, 4, 0, List.of(new Upwards(20, 5, 1))));
        corrections.giveBack(CHARGE, 10, TIME);
        assertThat(corrections.of(CHARGE)).isEqualTo(new Corrected(TIME, 0, 6, List.of()));
        corrections.giveBack(CHARGE, 2, TIME);
        assertThat(corrections.of(CHARGE)).isEqualTo(new Corrected(TIME, 0, 8, List.of()));
    }

    @Test
    void is_forgotten_when_its_charge_is_older_than_asked_for() {
        corrections.add(3, 31, 1, 30);
        corrections.add(1, 11, 1, 10);
        corrections.add(1, 12, 1, 10);
        corrections.add(2, 21, 1, 20);

        corrections.forgetBefore(20);

        assertThat(corrections.of(1)).isEqualTo(corrections.of(99));
        assertThat(corrections.of(2).added()).isEqualTo(1);
        assertThat(corrections.of(3).added()).isEqualTo(1);
    }

    @Test
    void is_the_same_once_it_was_written_and_read_and_is_forgotten_as_before() {
        corrections.add(CHARGE, 20, 5, TIME);
        corrections.add(CHARGE, 21, 3, TIME);
        corrections.giveBack(CHARGE, 1, TIME);
        corrections.giveBack(8, 4, TIME + 1);
        SectionWriter out = new SectionWriter();
        corrections.write(out);

        Corrections again = new Corrections();
        SectionReader in = reader(out);
        again.read(in, in.readSize());
        in.requireEnd();

        assertThat(again.of(CHARGE)).isEqualTo(corrections.of(CHARGE));
        assertThat(again.of(8)).isEqualTo(new Corrected(TIME + 1, 0, 4, List.of()));
        again.forgetBefore(TIME + 1);
        assertThat(again.of(CHARGE).added()).isZero();
        assertThat(again.of(8).returned()).isEqualTo(4);
    }

    @Test
    void is_read_as_the_first_version_wrote_it() {
        SectionWriter out = new SectionWriter();
        for (long number : new long[] {CHARGE, TIME, 5, 2, 8, TIME + 1, 0, 4}) {
            out.writeVarint(number);
        }

        SectionReader in = reader(out);
        corrections.readFirst(in, 2);
        in.requireEnd();

        assertThat(corrections.of(CHARGE)).isEqualTo(new Corrected(TIME, 5, 2, List.of()));
        assertThat(corrections.of(8)).isEqualTo(new Corrected(TIME + 1, 0, 4, List.of()));
        corrections.forgetBefore(TIME + 1);
        assertThat(corrections.of(CHARGE).added()).isZero();
    }
}
