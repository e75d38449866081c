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

/** Runs what the guide to selling shows and compares it with what the guide says. */
@DisplayName("The guide to selling more units")
class SellingGuideTest {

    private static final Path PAGE = Path.of("..", "docs", "guide-selling.md");
    private static final Path PROGRAM =
            Path.of("src", "main", "java", "io", "reelbudget", "examples", "SellMoreUnits.java");

    @Test
    void shows_code_that_stands_in_the_program() throws IOException {
        String program = Fenced.normalised(Files.readString(PROGRAM));

        for (int block = 1; block <= 4; block++) {
            assertThat(program).contains(Fenced.normalised(String.join("\n", Fenced.block(PAGE, "java", block))));
        }
        for (int block = 1; block <= 2; block++) {
            assertThat(program).contains(Fenced.normalised(String.join("\n", Fenced.block(PAGE, "json", block))));
        }
    }

    @Test
    void prints_what_the_guide_says() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            SellMoreUnits.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(Fenced.block(PAGE, "text", 1));
    }
}
