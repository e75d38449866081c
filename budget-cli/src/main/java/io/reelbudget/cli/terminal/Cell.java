package io.reelbudget.cli.terminal;

/**
 * One cell of a row.
 *
 * @param text what it says; anything that could disturb a terminal is escaped when it is printed
 * @param tone how it sounds
 */
public record Cell(String text, Tone tone) {

    /** Returns a cell as any other. */
    public static Cell of(String text) {
        return new Cell(text, Tone.PLAIN);
    }

    /** Returns a cell in a tone. */
    public static Cell of(String text, Tone tone) {
        return new Cell(text, tone);
    }
}
