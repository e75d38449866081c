package io.reelbudget.bench.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void says_within_what_a_share_of_the_jobs_was_done() {
        long[] latencies = new long[100];
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = (100 - i) * 1_000_000L;
        }

        Sample sample = new Sample(100, 1_000_000_000L, 50_000_000L, latencies);

        assertThat(sample.perSecond()).isEqualTo(100);
        assertThat(sample.cpuMicros()).isEqualTo(500);
        assertThat(sample.latencyMillis(0.5)).isEqualTo(51);
        assertThat(sample.latencyMillis(0.99)).isEqualTo(100);
        assertThat(sample.latencyMillis(1)).isEqualTo(100);
    }

    @Test
    void has_no_latency_where_none_was_noted() {
        assertThat(new Sample(1, 1, 1, new long[0]).latencyMillis(0.5)).isNaN();
    }
}
