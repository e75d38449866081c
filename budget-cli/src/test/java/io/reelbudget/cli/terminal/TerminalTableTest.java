package io.reelbudget.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A terminal table")
class TerminalTableTest {

    private static final List<Column> JOBS = List.of(
            Column.text("job", 8, 24),
            Column.number("P50", 7),
            Column.number("P90", 7),
            Column.text("decision", 8, 12),
            Column.text("reason", 12, 60));

    private static TerminalTable plain(int width) {
        return TerminalTable.of(new Terminal(width, Terminal.Colouring.PLAIN, StandardCharsets.UTF_8), JOBS);
    }

    @Nested
    @DisplayName("printing rows")
    class Rows {

        @Test
        void aligns_words_left_and_figures_right_below_their_titles() {
            TerminalTable table = plain(72);

            List<String> lines = new ArrayList<>(table.header());
            lines.add(table.row("fractal 720p", "12.40", "19.85", "admit", "fits"));
            lines.add(table.row("noise 1080p", "140.00", "9.10", "reduce", "fits at 720p"));

            assertThat(lines)
                    .containsExactly(
                            "job                P50      P90  decision    reason",
                            "────────────────────────────────────────────────────────────────────────",
                            "fractal 720p     12.40    19.85  admit       fits",
                            "noise 1080p     140.00     9.10  reduce      fits at 720p");
        }

        @Test
        void cuts_words_that_are_too_long_with_an_ellipsis() {
            String row = plain(50).row("a-very-long-name.mp4", "1.00", "2.00", "admit", "because there is room enough");

            assertThat(row).isEqualTo("a-very-…     1.00     2.00  admit     because the…");
        }

        @Test
        void never_cuts_a_figure() {
            String row = plain(50).row("job", "123456789.00", "2.00", "admit", "fits");

            assertThat(row).isEqualTo("job       123456789.00     2.00  admit     fits");
        }

        @Test
        void ends_no_line_in_blanks() {
            assertThat(plain(80).row("job", "1.00", "", "", "")).isEqualTo("job                 1.00");
        }

        @Test
        void refuses_a_row_with_a_cell_too_few() {
            assertThatThrownBy(() -> plain(80).row("job", "1.00"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Row had 2 cells but must have 5, one a column; leave a cell's text empty if it says"
                            + " nothing.");
        }
    }

    @Nested
    @DisplayName("fitting a terminal")
    class Fitting {

        @Test
        void takes_the_whole_width_and_no_more() {
            for (int width = 50; width <= 118; width++) {
                assertThat(plain(width).width()).isEqualTo(width);
            }
        }

        @Test
        void stops_growing_when_every_column_is_at_its_widest() {
            assertThat(plain(400).width()).isEqualTo(24 + 7 + 7 + 12 + 60 + 4 * 2);
        }

        @Test
        void keeps_the_least_widths_on_a_terminal_that_is_too_narrow() {
            assertThat(plain(20).width()).isEqualTo(8 + 7 + 7 + 8 + 12 + 4 * 2);
        }
    }

    @Nested
    @DisplayName("given names from outside")
    class Names {

        @Test
        void escapes_what_could_move_the_cursor_or_turn_the_text() {
            String row = plain(110).row("a\u001b[2Jb\nc", "1", "2", "x\u202ey", "\ud800");

            assertThat(row)
                    .isEqualTo("a\\u001b[2Jb\\nc                1        2  x\\u202ey      \\ud800")
                    .matches("\\p{ASCII}*");
        }

        @Test
        void keeps_columns_in_line_beside_wide_and_combining_characters() {
            String wide = plain(72).row("映画", "1.00", "2.00", "admit", "x");
            String combining = plain(72).row("cafe\u0301", "1.00", "2.00", "admit", "x");

            assertThat(wide).isEqualTo("映画              1.00     2.00  admit       x");
            assertThat(combining).isEqualTo("cafe\u0301              1.00     2.00  admit       x");
        }

        @Test
        void does_not_cut_a_wide_character_in_two() {
            assertThat(plain(50).row("映画映画映画", "1", "2", "a", "b")).startsWith("映画映…         1");
        }
    }

    @Nested
    @DisplayName("using colours")
    class Colours {

        private final List<Column> two = List.of(Column.text("a", 4, 4), Column.number("b", 4));

        private String row(Terminal.Colouring colouring) {
            Terminal terminal = new Terminal(40, colouring, StandardCharsets.UTF_8);
            return TerminalTable.of(terminal, two).row(List.of(Cell.of("ok", Tone.GOOD), Cell.of("1", Tone.BAD)));
        }

        @Test
        void colours_the_text_but_not_the_blanks_on_a_terminal() {
            assertThat(row(Terminal.Colouring.ANSI)).isEqualTo("\u001b[32mok\u001b[0m       \u001b[31m1\u001b[0m");
        }

        @Test
        void writes_no_codes_elsewhere() {
            assertThat(row(Terminal.Colouring.PLAIN)).isEqualTo("ok       1");
        }
    }

    @Test
    void falls_back_on_ascii_where_the_output_has_nothing_else() {
        Charset ascii = StandardCharsets.US_ASCII;
        TerminalTable table = TerminalTable.of(new Terminal(50, Terminal.Colouring.PLAIN, ascii), JOBS);

        assertThat(table.header().get(1)).isEqualTo("-".repeat(50));
        assertThat(table.row("a-very-long-name", "1", "2", "a", "b")).startsWith("a-ver...  ");
    }
}
