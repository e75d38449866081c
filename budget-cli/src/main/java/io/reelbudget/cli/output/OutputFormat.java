package io.reelbudget.cli.output;

import io.reelbudget.cli.output.Listing.Field;
import io.reelbudget.cli.output.Listing.Kind;
import io.reelbudget.cli.terminal.Column;
import io.reelbudget.cli.terminal.DisplayText;
import io.reelbudget.cli.terminal.Terminal;
import io.reelbudget.cli.terminal.TerminalTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a listing is written. */
public enum OutputFormat {
    /** For people: aligned columns as wide as the terminal allows. */
    TABLE {
        @Override
        public List<String> lines(Listing listing, Terminal terminal) {
            TerminalTable table = TerminalTable.of(terminal, columns(listing));
            List<String> lines = new ArrayList<>(table.header());
            listing.rows().forEach(row -> lines.add(table.row(row.toArray(String[]::new))));
            return lines;
        }
    },
    /** An array of one object a row, on one line. */
    JSON {
        @Override
        public List<String> lines(Listing listing, Terminal terminal) {
            ArrayNode array = MAPPER.createArrayNode();
            for (List<String> row : listing.rows()) {
                ObjectNode object = array.addObject();
                for (int i = 0; i < row.size(); i++) {
                    Field field = listing.fields().get(i);
                    if (row.get(i).isEmpty()) {
                        object.putNull(field.name());
                    } else if (field.kind() == Kind.NUMBER) {
                        object.put(field.name(), new BigDecimal(row.get(i)));
                    } else {
                        object.put(field.name(), row.get(i));
                    }
                }
            }
            return List.of(array.toString());
        }
    },
    /** RFC 4180, with a header. Words that a spreadsheet would take for a formula begin with an apostrophe. */
    CSV {
        @Override
        public List<String> lines(Listing listing, Terminal terminal) {
            List<String> lines = new ArrayList<>();
            lines.add(
                    listing.fields().stream().map(field -> quoted(field.name())).collect(Collectors.joining(",")));
            for (List<String> row : listing.rows()) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < row.size(); i++) {
                    boolean words = listing.fields().get(i).kind() == Kind.TEXT;
                    values.add(quoted(words ? defused(row.get(i)) : row.get(i)));
                }
                lines.add(String.join(",", values));
            }
            return lines;
        }
    },
    /** A table of GitHub's Markdown. */
    MARKDOWN {
        @Override
        public List<String> lines(Listing listing, Terminal terminal) {
            List<String> lines = new ArrayList<>();
            lines.add(piped(listing.fields().stream().map(Field::title).toList()));
            lines.add(piped(listing.fields().stream()
                    .map(field -> field.kind() == Kind.TEXT ? "---" : "---:")
                    .toList()));
            listing.rows()
                    .forEach(row -> lines.add(
                            piped(row.stream().map(OutputFormat::unpiped).toList())));
            return lines;
        }
    };

    private static final JsonMapper MAPPER = new JsonMapper();
    /** An instant to the millisecond fits into it. */
    private static final int LEAST_OF_TEXT = 24;

    private static final String FORMULA = "=+-@\t\r";

    /** Returns a listing as lines of text. */
    public abstract List<String> lines(Listing listing, Terminal terminal);

    private static List<Column> columns(Listing listing) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < listing.fields().size(); i++) {
            Field field = listing.fields().get(i);
            int column = i;
            int widest = listing.rows().stream()
                    .mapToInt(row -> DisplayText.width(DisplayText.escaped(row.get(column))))
                    .max()
                    .orElse(1);
            int most = Math.max(DisplayText.width(field.title()), widest);
            columns.add(
                    field.kind() == Kind.TEXT
                            ? Column.text(field.title(), Math.min(most, LEAST_OF_TEXT), most)
                            : Column.number(field.title(), most));
        }
        return columns;
    }

    private static String defused(String value) {
        return !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }

    private static String quoted(String value) {
        return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }

    private static String piped(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String unpiped(String value) {
        return DisplayText.escaped(value).replace("\\", "\\\\").replace("|", "\\|");
    }
}
