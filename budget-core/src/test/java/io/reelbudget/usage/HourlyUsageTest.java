package io.reelbudget.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.money.Unit;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hourly usage")
class HourlyUsageTest {

    private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

    @Test
    void is_a_value() {
        long[] micros = {1, 0, -2};
        HourlyUsage usage = HourlyUsage.of(NOON, Unit.USD, micros);
        micros[0] = 9;
        usage.toArray()[1] = 9;

        assertThat(usage.hours()).isEqualTo(3);
        assertThat(usage.micros(0)).isEqualTo(1);
        assertThat(usage.toArray()).containsExactly(1, 0, -2);
        assertThat(usage.start()).isEqualTo(NOON);
        assertThat(usage.end()).isEqualTo("2026-11-10T15:00:00Z");
        assertThat(usage).isEqualTo(HourlyUsage.of(NOON, Unit.USD, 1, 0, -2));
        assertThat(usage).hasSameHashCodeAs(HourlyUsage.of(NOON, Unit.USD, 1, 0, -2));
        assertThat(usage).isNotEqualTo(HourlyUsage.of(NOON, Unit.VCPU_SECONDS, 1, 0, -2));
        assertThat(usage).hasToString("3 hours of USD from 2026-11-10T12:00:00Z");
    }

    @Test
    void begins_at_a_full_hour() {
        assertThatThrownBy(() -> HourlyUsage.of(NOON.plusSeconds(1), Unit.USD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Usage began at 2026-11-10T12:00:01Z but must begin at a full hour of UTC; cut the instant"
                        + " to the hour.");
    }
}
