package io.reelbudget.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A block of keys and values")
class KeyValueBlockTest {

    private static final Terminal PLAIN = new Terminal(80, Terminal.Colouring.PLAIN, StandardCharsets.UTF_8);
    private static final Terminal ANSI = new Terminal(80, Terminal.Colouring.ANSI, StandardCharsets.UTF_8);

    private final KeyValueBlock statement = KeyValueBlock.titled("studio/premiere, USD")
            .withNumber("granted", "12.50")
            .withNumber("posted", "-0.123456")
            .withText("run-out", "22 Nov 12:25, 97 % likely")
            .withText("invariants", Cell.of("hold", Tone.GOOD));

    @Test
    void aligns_figures_right_and_words_left() {
        assertThat(statement.lines(PLAIN))
                .containsExactly(
                        "studio/premiere, USD",
                        "  granted         12.50",
                        "  posted      -0.123456",
                        "  run-out     22 Nov 12:25, 97 % likely",
                        "  invariants  hold");
    }

    @Test
    void has_tones_on_a_terminal_only() {
        assertThat(statement.lines(ANSI))
                .contains("\u001b[1mstudio/premiere, USD\u001b[0m", "  invariants  \u001b[32mhold\u001b[0m");
        assertThat(String.join("", statement.lines(PLAIN))).doesNotContain("\u001b");
    }

    @Test
    void escapes_what_it_was_given() {
        assertThat(KeyValueBlock.titled("a\nb").withText("k\u001b", "v\u009b").lines(PLAIN))
                .containsExactly("a\\nb", "  k\\u001b  v\\u009b");
    }
}
