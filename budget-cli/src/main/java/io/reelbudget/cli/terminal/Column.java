package io.reelbudget.cli.terminal;

/**
 * A column of a table.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param title what stands above it
 * @param content how its cells are aligned and what happens to those that are too long
 * @param least how many columns of the terminal it takes at least, 1 or more
 * @param most how many it takes where there is room, at least {@code least}
 */
public record Column(String title, Content content, int least, int most) {

    /** What a column's cells are. */
    public enum Content {
        /** Words: aligned left, cut with an ellipsis where too long. */
        TEXT,
        /** Figures: aligned right and never cut, since a cut figure is another figure; a long one widens its row. */
        NUMBER
    }

    public Column {
        if (least < 1 || most < least) {
            throw new IllegalArgumentException("Column '" + title + "' was " + least + " to " + most
                    + " wide but must be at least 1 and at most its widest; give the smaller width first.");
        }
    }

    /** Returns a column of words that grows with the terminal. */
    public static Column text(String title, int least, int most) {
        return new Column(title, Content.TEXT, least, most);
    }

    /** Returns a column of figures. */
    public static Column number(String title, int width) {
        return new Column(title, Content.NUMBER, width, width);
    }
}
