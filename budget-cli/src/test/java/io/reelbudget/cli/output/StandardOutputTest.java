package io.reelbudget.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The program's output")
class StandardOutputTest {

    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    private int codeAfter(String failure, int own) {
        StandardOutput output = new StandardOutput(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException(failure);
            }
        });
        new PrintStream(output, true, StandardCharsets.UTF_8).println("a row");
        return output.exitCode(own, new PrintStream(complaints, true, StandardCharsets.UTF_8));
    }

    @Test
    void is_missed_where_it_could_not_be_written() {
        assertThat(codeAfter("No space left on device", ExitCode.DONE)).isEqualTo(ExitCode.LOST_OUTPUT);
        assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("No space left on device");
    }

    @Test
    void is_not_missed_by_a_reader_that_had_enough() {
        assertThat(codeAfter("Broken pipe", ExitCode.DOES_NOT_HOLD)).isEqualTo(ExitCode.DOES_NOT_HOLD);
        assertThat(complaints.size()).isZero();
    }

    @Test
    void is_missed_by_the_program_itself(@TempDir Path directory) throws Exception {
        File full = new File("/dev/full");
        assumeThat(full).as("a device that is always full").exists();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "io.reelbudget.cli.Main",
                "--help");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectOutput(full)
                .redirectError(directory.resolve("complaints").toFile());
        Process program = builder.start();

        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(ExitCode.LOST_OUTPUT);
    }
}
