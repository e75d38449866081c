package io.reelbudget.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The program in a process of its own, since it is about what the system does with its output. */
@DisplayName("What budget prints")
class PrintedTest {

    private static final Path FULL = Path.of("/dev/full");

    private static Process started(String script) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String budget = "'" + java + "' -XX:TieredStopAtLevel=1 io.reelbudget.cli.Main completion";
        ProcessBuilder shell = new ProcessBuilder(List.of("/bin/sh", "-c", script.replace("BUDGET", budget)));
        shell.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return shell.start();
    }

    @Test
    void is_missed_where_the_disk_is_full() throws Exception {
        Assumptions.assumeTrue(Files.isWritable(FULL), "skipped: there is no " + FULL);

        Process run = started("BUDGET >/dev/full");
        String complaint = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).isEqualTo(74);
        assertThat(complaint)
                .startsWith("budget: Standard output could not be written: ")
                .endsWith("; what stands there is not whole.\n");
    }

    @Test
    void is_not_missed_where_its_reader_has_had_enough() throws Exception {
        Process run = started("{ BUDGET; echo \"exit $?\" >&2; } | head -n 1");
        String told = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).isZero();
        assertThat(told).isEqualTo("exit 0\n");
    }
}
