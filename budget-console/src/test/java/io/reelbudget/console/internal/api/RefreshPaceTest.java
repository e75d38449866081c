package io.reelbudget.console.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The list of accounts")
class RefreshPaceTest {

    private static final long SECOND = 1_000_000_000L;

    private final RefreshPace pace = new RefreshPace();

    @Test
    void is_read_anew_soon_after_the_first_time_however_long_that_took() {
        pace.done(0, 2 * SECOND);

        assertThat(pace.isDue(3 * SECOND, 1)).isFalse();
        assertThat(pace.isDue(3 * SECOND + 1, 1)).isTrue();
    }

    @Test
    void is_read_a_twentieth_of_the_time_at_most() {
        pace.done(0, SECOND);
        pace.done(3 * SECOND, 4 * SECOND);

        assertThat(pace.isDue(23 * SECOND, 1)).isFalse();
        assertThat(pace.isDue(24 * SECOND + 1, 1)).isTrue();
        assertThat(pace.isDue(24 * SECOND + 1, 0.5)).isFalse();
    }
}
