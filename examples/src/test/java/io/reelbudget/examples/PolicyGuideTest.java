package io.reelbudget.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs what the guide to policies shows and compares it with what the guide says. */
@DisplayName("The guide to writing a policy")
class PolicyGuideTest {

    private static final Path PAGE = Path.of("..", "docs", "guide-policy.md");
    private static final Path PROGRAM =
            Path.of("src", "main", "java", "io", "reelbudget", "examples", "WriteAPolicy.java");

    @Test
    void shows_code_that_stands_in_the_program() throws IOException {
        String program = Fenced.normalised(Files.readString(PROGRAM));

        for (int block = 1; block <= 3; block++) {
            assertThat(program).contains(Fenced.normalised(String.join("\n", Fenced.block(PAGE, "java", block))));
        }
        assertThat(program).contains(Fenced.normalised(String.join("\n", Fenced.block(PAGE, "json", 1))));
    }

    @Test
    void prints_what_the_guide_says() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            WriteAPolicy.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(Fenced.block(PAGE, "text", 1));
    }
}
