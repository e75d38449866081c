package io.reelbudget.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisplayName("Resident memory")
class ResidentMemoryTest {

    @Test
    void is_the_peak_that_a_status_file_tells() {
        assertThat(ResidentMemory.parse("Name:\tffmpeg\nVmPeak:\t  901000 kB\nVmHWM:\t   81234 kB\nVmRSS:\t 1 kB\n"))
                .isEqualTo(81_234 * 1024);
    }

    @Test
    void is_zero_where_nothing_is_told() {
        assertThat(ResidentMemory.parse("Name:\tffmpeg\nState:\tZ (zombie)\n")).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void is_known_of_a_program_that_runs() {
        assertThat(ResidentMemory.peakBytes(ProcessHandle.current().pid())).isGreaterThan(10_000_000);
    }

    @Test
    void is_zero_of_a_program_that_is_gone() {
        assertThat(ResidentMemory.peakBytes(Long.MAX_VALUE)).isZero();
    }
}
