package io.reelbudget.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.cli.terminal.Terminal.Colouring;
import io.reelbudget.cli.terminal.Terminal.Output;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A terminal")
class TerminalTest {

    private static Terminal terminal(Output output, Map<String, String> environment) {
        return Terminal.of(environment, output, StandardCharsets.UTF_8);
    }

    @Nested
    @DisplayName("asked for colours")
    class Colours {

        @Test
        void shows_them_on_a_screen() {
            assertThat(terminal(Output.SCREEN, Map.of("TERM", "xterm")).colouring())
                    .isEqualTo(Colouring.ANSI);
        }

        @Test
        void shows_them_also_where_no_color_is_set_to_nothing() {
            assertThat(terminal(Output.SCREEN, Map.of("TERM", "xterm", "NO_COLOR", ""))
                            .colouring())
                    .isEqualTo(Colouring.ANSI);
        }

        @Test
        void shows_none_where_output_goes_elsewhere() {
            assertThat(terminal(Output.ELSEWHERE, Map.of("TERM", "xterm")).colouring())
                    .isEqualTo(Colouring.PLAIN);
        }

        @Test
        void shows_none_where_the_user_wants_none() {
            assertThat(terminal(Output.SCREEN, Map.of("TERM", "xterm", "NO_COLOR", "1"))
                            .colouring())
                    .isEqualTo(Colouring.PLAIN);
        }

        @Test
        void shows_none_on_a_terminal_that_knows_none() {
            assertThat(terminal(Output.SCREEN, Map.of("TERM", "dumb")).colouring())
                    .isEqualTo(Colouring.PLAIN);
            assertThat(terminal(Output.SCREEN, Map.of()).colouring()).isEqualTo(Colouring.PLAIN);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',120", "wide,120", "0,120", "-5,120", "7,20", "80,80", "5000,1000", "99999999999,120"})
    void takes_its_width_from_columns_within_limits(String columns, int width) {
        assertThat(terminal(Output.ELSEWHERE, Map.of("COLUMNS", columns)).width())
                .isEqualTo(width);
    }

    @Test
    void shows_no_colours_under_a_test_whose_output_is_captured() {
        assertThat(Terminal.detect().colouring()).isEqualTo(Colouring.PLAIN);
    }

    @Test
    void refuses_a_width_that_nothing_fits_into() {
        assertThatThrownBy(() -> new Terminal(19, Colouring.PLAIN, StandardCharsets.UTF_8))
                .hasMessage("Terminal's width was 19 but must be 20 to 1000 columns; limit it first.");
    }
}
