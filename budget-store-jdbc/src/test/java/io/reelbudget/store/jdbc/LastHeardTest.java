package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A host that asks for news")
class LastHeardTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LastHeard last = new LastHeard();

    @BeforeEach
    void ask_for_the_first_time() {
        assertThat(last.hasMissed(0, 1_000)).isTrue();
    }

    @Test
    void has_missed_none_while_it_asks_in_time() {
        assertThat(last.hasMissed(9 * SECOND, 10_000)).isFalse();
    }

    @Test
    void has_missed_some_after_it_could_not_ask_for_long() {
        assertThat(last.hasMissed(11 * SECOND, 12_000)).isTrue();
    }

    @Test
    void has_missed_some_after_its_machine_stood_still() {
        assertThat(last.hasMissed(SECOND, 120_000)).isTrue();
        assertThat(last.hasMissed(2 * SECOND, 121_000)).isFalse();
    }

    @Test
    void has_missed_none_because_the_database_has_another_time() {
        assertThat(last.hasMissed(SECOND, -120_000)).isFalse();
    }
}
