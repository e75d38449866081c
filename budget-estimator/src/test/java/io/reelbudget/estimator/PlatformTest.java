package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("On a platform where ONNX Runtime cannot be loaded")
class PlatformTest {

    @TempDir
    private Path directory;

    /** ONNX Runtime unpacks its native library into the temporary directory; there is none here. */
    @Test
    void jobs_are_estimated_by_rates_after_one_warning() throws IOException, InterruptedException {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + directory.resolve("missing"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EstimateOneJob.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).as(printed).isZero();
        assertThat(printed)
                .containsOnlyOnce(
                        "The cost model cannot be used; jobs are estimated by documented rates per megapixel.")
                .contains("RATE The model cannot be used (see the log): VP9 at ");
    }
}
