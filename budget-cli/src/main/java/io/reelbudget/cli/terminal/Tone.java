package io.reelbudget.cli.terminal;

/** How a text sounds: shown as colour or weight where the terminal has them, and not at all elsewhere. */
public enum Tone {
    /** As any text. */
    PLAIN(""),
    /** What matters most. */
    STRONG("1"),
    /** What matters least. */
    FAINT("2"),
    /** What went as it should. */
    GOOD("32"),
    /** What needs a look. */
    WARNING("33"),
    /** What went wrong. */
    BAD("31");

    private static final String ESCAPE = "\u001b[";
    private static final String RESET = ESCAPE + "0m";

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    /** Returns a text with this tone's ANSI codes around it (ECMA-48, "select graphic rendition"). */
    String around(String text) {
        return this == PLAIN || text.isEmpty() ? text : ESCAPE + code + "m" + text + RESET;
    }
}
