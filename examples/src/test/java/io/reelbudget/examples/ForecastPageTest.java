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

/** Runs what the page about forecasts shows and compares it with what the page says. */
@DisplayName("The forecast page's program")
class ForecastPageTest {

    private static final Path PAGE = Path.of("..", "docs", "forecast.md");
    private static final Path PROGRAM =
            Path.of("src", "main", "java", "io", "reelbudget", "examples", "AskWhenItRunsOut.java");

    @Test
    void stands_in_the_page_as_it_runs() throws IOException {
        assertThat(Fenced.normalised(Files.readString(PROGRAM)))
                .contains(Fenced.normalised(String.join("\n", Fenced.block(PAGE, "java", 2))));
    }

    @Test
    void prints_what_the_page_says() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            AskWhenItRunsOut.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(Fenced.block(PAGE, "text", 1));
    }
}
