package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The turns a host holds")
class HeldTurnsTest {

    private final HeldTurns held = new HeldTurns();

    /** Nanoseconds after a moment: what counts them may overflow. */
    private static long at(long nanos) {
        return Long.MAX_VALUE - 5 + nanos;
    }

    @Test
    void are_none_until_the_database_said_so() {
        assertThat(held.has("acme", at(0))).isFalse();
        assertThat(held.begin("acme", at(0))).isNull();
    }

    @Test
    void count_until_the_lease_is_over() {
        assertThat(held.renewed(Map.of("acme", 1L), at(10), at(0))).containsExactly("acme");

        assertThat(held.has("acme", at(9))).isTrue();
        assertThat(held.has("acme", at(10))).isFalse();
        assertThat(held.begin("acme", at(10))).isNull();
    }

    @Test
    void begin_once_while_they_are_renewed_in_time() {
        held.renewed(Map.of("acme", 1L), at(10), at(0));

        assertThat(held.renewed(Map.of("acme", 1L), at(15), at(5))).isEmpty();
    }

    @Test
    void begin_anew_after_they_had_lapsed_although_nobody_took_them() {
        held.renewed(Map.of("acme", 1L), at(10), at(0));

        assertThat(held.renewed(Map.of("acme", 1L), at(30), at(20))).containsExactly("acme");
    }

    @Test
    void are_lost_to_whoever_had_one_in_between() {
        held.renewed(Map.of("acme", 1L), at(10), at(0));
        HeldTurns.Held begun = held.begin("acme", at(0));

        held.renewed(Map.of("acme", 3L), at(30), at(20));

        assertThat(begun).isNotNull();
        assertThat(held.stillHas("acme", begun, at(20))).isFalse();
        assertThat(held.has("acme", at(20))).isTrue();
    }

    @Test
    void are_not_given_away_while_something_is_done_in_them() {
        held.renewed(Map.of("acme", 1L), at(10), at(0));
        HeldTurns.Held begun = held.begin("acme", at(0));
        assertThat(begun).isNotNull();

        assertThat(held.letGo("acme")).isFalse();
        held.end(begun);

        assertThat(held.letGo("acme")).isTrue();
        assertThat(held.has("acme", at(0))).isFalse();
    }

    @Nested
    @DisplayName("are shared fairly:")
    class Shared {

        @Test
        void who_has_fewer_asks_for_half_the_difference_to_who_has_most() {
            assertThat(FairShare.wish(0, Map.of("a", 10, "b", 4))).contains(new FairShare.Wish("a", 5));
            assertThat(FairShare.wish(4, Map.of("a", 6, "b", 6))).contains(new FairShare.Wish("a", 1));
            assertThat(FairShare.wish(0, Map.of("a", 50_000))).contains(new FairShare.Wish("a", 1_000));
        }

        @Test
        void nobody_asks_for_a_difference_of_one() {
            assertThat(FairShare.wish(4, Map.of("a", 5))).isEqualTo(Optional.empty());
            assertThat(FairShare.wish(5, Map.of("a", 4))).isEqualTo(Optional.empty());
            assertThat(FairShare.wish(0, Map.of())).isEqualTo(Optional.empty());
        }
    }

    @Nested
    @DisplayName("by settings")
    class Settings {

        @Test
        void with_three_signs_of_life_to_a_lease() {
            TurnSettings usual = TurnSettings.defaults();

            assertThat(usual.lease()).isEqualTo(Duration.ofSeconds(10));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> usual.withLease(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                    .withMessage("Signs of life were every PT1S but must be a millisecond to a third of the lease,"
                            + " PT2S; make them more often.");
        }
    }
}
