package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("In a process with a long command line")
class OnnxPlatformTest {

    @TempDir
    private Path directory;

    /** Without the check ONNX Runtime ends the process there: exit code 139 and not a word. */
    @Test
    void jobs_are_estimated_by_rates_and_the_process_lives() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dpadding=" + "x".repeat(5_000),
                        EstimateOneJob.class.getName())
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process program = builder.start();
        String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).as(printed).isZero();
        assertThat(printed).contains("RATE The model cannot be used");
    }

    @Test
    void says_what_to_do() throws IOException {
        Path commandLine = Files.write(directory.resolve("cmdline"), new byte[4_500]);

        assertThat(OnnxPlatform.objection(commandLine).orElseThrow())
                .contains("4500 bytes", "fewer than 3800", "java @file");
    }

    @Test
    void has_nothing_against_a_short_one_or_where_there_is_none() throws IOException {
        Path commandLine = Files.write(directory.resolve("cmdline"), new byte[300]);

        assertThat(OnnxPlatform.objection(commandLine)).isEmpty();
        assertThat(OnnxPlatform.objection(directory.resolve("missing"))).isEmpty();
    }
}
