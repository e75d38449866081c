package io.reelbudget.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The demo's clock")
class DemoClockTest {

    private static final Instant START = Instant.parse("2026-10-29T00:00:00Z");

    private final AtomicLong wallNanos = new AtomicLong(7);
    private final DemoClock clock = new DemoClock(START, 1800, wallNanos::get);

    @Test
    void stands_until_it_is_started() {
        wallNanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(clock.instant()).isEqualTo(START);
    }

    @Test
    void stands_where_it_was_set() {
        clock.set(START.plusSeconds(60));

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void runs_half_an_hour_a_second_once_started() {
        clock.start();
        wallNanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(150)));
    }
}
