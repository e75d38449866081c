package io.reelbudget.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * A titled block of keys and values, such as a statement: keys aligned left, figures aligned right below each other,
 * words aligned left and never cut.
 *
 * <p>This class is immutable and thread-safe; adding returns another block.
 */
public final class KeyValueBlock {

    private static final String INDENT = "  ";

    private record Line(String key, Cell value, Column.Content content) {}

    private final String title;
    private final List<Line> lines;

    private KeyValueBlock(String title, List<Line> lines) {
        this.title = title;
        this.lines = List.copyOf(lines);
    }

    /** Returns a block without lines. */
    public static KeyValueBlock titled(String title) {
        return new KeyValueBlock(title, List.of());
    }

    /** Returns this block with a figure at its end. */
    public KeyValueBlock withNumber(String key, String figure) {
        return with(new Line(key, Cell.of(figure), Column.Content.NUMBER));
    }

    /** Returns this block with words at its end. */
    public KeyValueBlock withText(String key, String words) {
        return withText(key, Cell.of(words));
    }

    /** Returns this block with words in a tone at its end. */
    public KeyValueBlock withText(String key, Cell words) {
        return with(new Line(key, words, Column.Content.TEXT));
    }

    /** Returns the block as lines, for a terminal. */
    public List<String> lines(Terminal terminal) {
        int keys = lines.stream()
                .mapToInt(line -> DisplayText.width(DisplayText.escaped(line.key())))
                .max()
                .orElse(0);
        int figures = lines.stream()
                .filter(line -> line.content() == Column.Content.NUMBER)
                .mapToInt(line ->
                        DisplayText.width(DisplayText.escaped(line.value().text())))
                .max()
                .orElse(0);
        List<String> text = new ArrayList<>();
        text.add(terminal.toned(DisplayText.escaped(title), Tone.STRONG));
        lines.forEach(line -> text.add(shown(line, keys, figures, terminal)));
        return List.copyOf(text);
    }

    private KeyValueBlock with(Line line) {
        List<Line> more = new ArrayList<>(lines);
        more.add(line);
        return new KeyValueBlock(title, more);
    }

    private static String shown(Line line, int keys, int figures, Terminal terminal) {
        String key = DisplayText.escaped(line.key());
        String value = DisplayText.escaped(line.value().text());
        int padding = keys - DisplayText.width(key) + INDENT.length();
        if (line.content() == Column.Content.NUMBER) {
            padding += figures - DisplayText.width(value);
        }
        String shown = value.isEmpty()
                ? ""
                : " ".repeat(padding) + terminal.toned(value, line.value().tone());
        return INDENT + key + shown;
    }
}
