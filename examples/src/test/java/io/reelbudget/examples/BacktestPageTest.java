package io.reelbudget.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs the program that the page on backtests shows and compares what it prints. */
@DisplayName("The page on backtests")
class BacktestPageTest {

    private static final Path PAGE = Path.of("..", "docs", "backtest.md");

    @Test
    void says_what_the_program_prints() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            AskWhatIf.main(new String[0]);
        } finally {
            System.setOut(before);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(Fenced.block(PAGE, "text", 1));
    }
}
