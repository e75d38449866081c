package io.reelbudget.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The words that {@code --format} takes, as the shell completes them. */
public final class FormatWords extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    /** Creates them; picocli does. */
    public FormatWords() {
        super(words());
    }

    private static List<String> words() {
        return Stream.of(OutputFormat.values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
