package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("ffmpeg's benchmark lines")
class BenchmarkLinesTest {

    private final BenchmarkLines lines = new BenchmarkLines();

    @Test
    void tell_user_and_system_time_together_and_the_wall_time() {
        lines.read("bench: utime=1.250s stime=0.125s rtime=0.801s");

        assertThat(lines.times()).contains(new BenchmarkLines.Times(1.375, Duration.ofMillis(801)));
    }

    @Test
    void tell_the_memory_in_either_spelling() {
        lines.read("bench: maxrss=2048KiB");
        assertThat(lines.peakMemoryBytes()).isEqualTo(2_097_152);

        lines.read("bench: maxrss=1024kB");
        assertThat(lines.peakMemoryBytes()).isEqualTo(1_048_576);
    }

    @Test
    void tell_nothing_before_the_end() {
        lines.read("frame=  240 fps= 60 q=0.0 size=N/A time=00:00:10.00 bench: nothing");

        assertThat(lines.times()).isEmpty();
        assertThat(lines.peakMemoryBytes()).isZero();
    }
}
