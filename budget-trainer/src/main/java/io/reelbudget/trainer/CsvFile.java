package io.reelbudget.trainer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A table in a text file: commas, a header, fields in double quotes where needed, {@code #} before a remark; packed
 * where its name ends in {@code .gz}. Errors name file, line and column.
 */
final class CsvFile {

    private final Path path;

    CsvFile(Path path) {
        this.path = path;
    }

    /** Reads the table row by row. */
    void forEach(Consumer<Row> action) throws IOException {
        try (BufferedReader reader = open()) {
            Map<String, Integer> columns = Map.of();
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                List<String> fields = split(line);
                if (columns.isEmpty()) {
                    columns = columns(fields);
                } else {
                    action.accept(new Row(path, number, columns, fields));
                }
            }
        }
    }

    private BufferedReader open() throws IOException {
        InputStream in = Files.newInputStream(path);
        InputStream plain = path.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
        return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    }

    private static Map<String, Integer> columns(List<String> header) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            columns.put(header.get(i).strip(), i);
        }
        return columns;
    }

    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    /** One row; asks by column name. */
    record Row(Path path, int line, Map<String, Integer> columns, List<String> fields) {

        String text(String column) {
            Integer index = columns.get(column);
            if (index == null || index >= fields.size()) {
                throw new IllegalArgumentException(path + ", line " + line + " has no column '" + column
                        + "' but must have one; it has " + columns.keySet() + ".");
            }
            return fields.get(index).strip();
        }

        double number(String column) {
            try {
                return Double.parseDouble(text(column));
            } catch (NumberFormatException e) {
                throw refusal(column, "a number", e);
            }
        }

        int integer(String column) {
            return (int) number(column);
        }

        /** Returns what to throw where a field is not what it must be. */
        IllegalArgumentException refusal(String column, String mustBe, @Nullable Throwable cause) {
            return new IllegalArgumentException(
                    path + ", line " + line + ", column '" + column + "' was '" + text(column) + "' but must be "
                            + mustBe + "; repair the row or leave it out.",
                    cause);
        }
    }
}
