package io.reelbudget.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.cli.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A listing")
class OutputFormatTest {

    private static final Terminal TERMINAL = new Terminal(60, Terminal.Colouring.PLAIN, StandardCharsets.UTF_8);
    private static final Listing HOSTILE = Listing.of(
                    Listing.text("name", "account"), Listing.number("jobs", "jobs"), Listing.decimal("left", "left"))
            .with("a|b\\c", "12", "0.10")
            .with("=cmd(\"x\")\n", "", "-3.00");

    @Test
    void is_a_table_for_people_in_which_nothing_moves_the_cursor() {
        assertThat(OutputFormat.TABLE.lines(HOSTILE, TERMINAL))
                .containsExactly(
                        "account      jobs   left",
                        "─".repeat(24),
                        "a|b\\c          12   0.10",
                        "=cmd(\"x\")\\n        -3.00");
    }

    @Test
    void is_one_line_of_json_with_numbers_as_numbers_and_money_as_text() {
        assertThat(OutputFormat.JSON.lines(HOSTILE, TERMINAL))
                .containsExactly("[{\"name\":\"a|b\\\\c\",\"jobs\":12,\"left\":\"0.10\"},"
                        + "{\"name\":\"=cmd(\\\"x\\\")\\n\",\"jobs\":null,\"left\":\"-3.00\"}]");
    }

    @Test
    void is_csv_whose_words_are_no_formulas() {
        assertThat(OutputFormat.CSV.lines(HOSTILE, TERMINAL))
                .containsExactly("name,jobs,left", "a|b\\c,12,0.10", "\"'=cmd(\"\"x\"\")\n\",,-3.00");
    }

    @Test
    void is_markdown_whose_cells_stay_cells() {
        assertThat(OutputFormat.MARKDOWN.lines(HOSTILE, TERMINAL))
                .containsExactly(
                        "| account | jobs | left |",
                        "| --- | ---: | ---: |",
                        "| a\\|b\\\\c | 12 | 0.10 |",
                        "| =cmd(\"x\")\\\\n |  | -3.00 |");
    }

    @Test
    void has_a_value_for_each_field() {
        assertThatThrownBy(() -> HOSTILE.with("alone"))
                .hasMessage("Row had 1 values but must have 3, one a field; leave a value empty if it says nothing.");
    }
}
