package io.reelbudget.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the README shows and compares it with what the README says. */
@DisplayName("The README's program")
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path PROGRAM =
            Path.of("src", "main", "java", "io", "reelbudget", "examples", "AdmitOneJob.java");

    @Test
    void stands_in_the_readme_as_it_runs_and_has_at_most_15_lines() throws IOException {
        List<String> shown = Fenced.block(README, "java", 1);
        String program = Fenced.normalised(Files.readString(PROGRAM));

        assertThat(shown).hasSizeBetween(8, 15);
        assertThat(program).contains(Fenced.normalised(String.join("\n", shown)));
    }

    @Test
    void prints_what_the_readme_says(@TempDir Path directory) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            AdmitOneJob.main(new String[] {directory.resolve("ledger").toString()});
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList())
                .isEqualTo(Fenced.block(README, "text", 1));
    }
}
