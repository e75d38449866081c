package io.reelbudget.ledger.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is not reported yet")
class UnreportedTest {

    private final Unreported unreported = new Unreported();

    @Test
    void closes_only_when_no_capture_is_under_way_in_whatever_round_it_began() {
        Unreported.Flight first = unreported.enter();
        unreported.leave(first);
        Unreported.Flight second = unreported.enter();

        assertThat(unreported.close()).isFalse();
        unreported.leave(second);
        assertThat(unreported.close()).isTrue();
    }

    @Test
    void takes_no_capture_once_it_is_closed() {
        assertThat(unreported.enter()).isNotNull().satisfies(unreported::leave);
        unreported.close();

        assertThat(unreported.enter()).isNull();
        assertThat(unreported.close()).isTrue();
    }

    @Test
    void stays_open_while_there_is_something_to_report() {
        unreported.add(1, new Charge(700_000, Labels.none()));

        assertThat(unreported.close()).isFalse();
        unreported.takeThrough(1);
        assertThat(unreported.close()).isTrue();
    }

    @Test
    void stays_open_while_it_is_not_known_what_became_of_a_capture() {
        IdempotencyKey key = IdempotencyKey.named("capture");
        unreported.doubt(key, captured -> {});

        assertThat(unreported.close()).isFalse();
        unreported.clear(key);
        assertThat(unreported.close()).isTrue();
    }
}
