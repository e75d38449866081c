package io.reelbudget.cli.terminal;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that is printed row by row as its rows come, so that its columns are as wide at the first row as at the last.
 *
 * <p>Every column gets its least width; what the terminal has left goes to those that may grow, in proportion. A
 * terminal narrower than all least widths together gets rows that are too long rather than rows that say nothing. Lines
 * have no blanks at their end. This class is immutable and thread-safe.
 */
public final class TerminalTable {

    private static final int GAP = 2;

    private final Terminal terminal;
    private final List<Column> columns;
    private final int[] widths;

    private TerminalTable(Terminal terminal, List<Column> columns) {
        this.terminal = terminal;
        this.columns = List.copyOf(columns);
        this.widths = widths(columns, terminal.width());
    }

    /**
     * Returns a table fitted to a terminal.
     *
     * @param columns from left to right, at least one
     */
    public static TerminalTable of(Terminal terminal, List<Column> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("Columns were none but must be at least one; name what to show.");
        }
        return new TerminalTable(terminal, columns);
    }

    /** Returns the two lines that stand above the rows: titles and a rule. */
    public List<String> header() {
        String titles = row(columns.stream()
                .map(column -> Cell.of(column.title(), Tone.STRONG))
                .toList());
        return List.of(titles, terminal.toned(terminal.rule().repeat(width()), Tone.FAINT));
    }

    /**
     * Returns a row as one line.
     *
     * @param cells one a column
     * @throws IllegalArgumentException if there are more or fewer cells than columns
     */
    public String row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("Row had " + cells.size() + " cells but must have " + columns.size()
                    + ", one a column; leave a cell's text empty if it says nothing.");
        }
        StringBuilder line = new StringBuilder();
        int blanks = 0;
        for (int i = 0; i < cells.size(); i++) {
            String text = shown(cells.get(i).text(), i);
            int padding = Math.max(0, widths[i] - DisplayText.width(text));
            boolean right = columns.get(i).content() == Column.Content.NUMBER;
            // Blanks wait until something follows them, so that no line ends in blanks.
            blanks += right ? padding : 0;
            if (!text.isEmpty()) {
                line.append(" ".repeat(blanks))
                        .append(terminal.toned(text, cells.get(i).tone()));
                blanks = 0;
            }
            blanks += GAP + (right ? 0 : padding);
        }
        return line.toString();
    }

    /** Returns a row of cells in the plain tone. */
    public String row(String... texts) {
        return row(List.of(texts).stream().map(Cell::of).collect(Collectors.toList()));
    }

    /** Returns how many columns of the terminal the table takes. */
    public int width() {
        int width = GAP * (widths.length - 1);
        for (int column : widths) {
            width += column;
        }
        return width;
    }

    private String shown(String text, int column) {
        String safe = DisplayText.escaped(text);
        return columns.get(column).content() == Column.Content.NUMBER
                ? safe
                : DisplayText.fitted(safe, widths[column], terminal.ellipsis());
    }

    /**
     * Deals out what is left one by one, each time to the column that has the smallest share of what it may grow by.
     */
    private static int[] widths(List<Column> columns, int terminal) {
        int[] widths = columns.stream().mapToInt(Column::least).toArray();
        int left = terminal - GAP * (widths.length - 1);
        for (int width : widths) {
            left -= width;
        }
        for (; left > 0; left--) {
            int neediest = neediest(columns, widths);
            if (neediest < 0) {
                break;
            }
            widths[neediest]++;
        }
        return widths;
    }

    private static int neediest(List<Column> columns, int[] widths) {
        int neediest = -1;
        double smallest = 1;
        for (int i = 0; i < widths.length; i++) {
            Column column = columns.get(i);
            double share = column.most() == column.least()
                    ? 1
                    : (double) (widths[i] - column.least()) / (column.most() - column.least());
            if (share < smallest) {
                smallest = share;
                neediest = i;
            }
        }
        return neediest;
    }
}
