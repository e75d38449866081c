package io.reelbudget.cli.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of comma-separated values (RFC 4180) with a header; lines that begin with {@code #} between records are
 * remarks.
 *
 * @param file where it is, for messages
 * @param header the names of its columns
 * @param rows its records, each with as many cells as the header
 */
record CsvTable(Path file, List<String> header, List<Row> rows) {

    /** More than this is no history of one account, and would not fit into memory. */
    private static final int MOST_ROWS = 2_000_000;

    /**
     * A record.
     *
     * @param line the line on which it begins, from 1
     * @param cells its values
     */
    record Row(int line, List<String> cells) {}

    CsvTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is none, or a line is illegible; it says which
     */
    static CsvTable read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "History '" + file + "' was no file but must be one of comma-separated values; check the path.");
        }
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return new Reading(file, in).table();
        } catch (MalformedInputException noText) {
            throw new IllegalArgumentException(
                    "History '" + file + "' was no text in UTF-8 but must be; convert it first.", noText);
        } catch (IOException e) {
            throw new UncheckedIOException("History '" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns which column has one of some names, the first name first. */
    Optional<Integer> column(List<String> names) {
        return names.stream().map(header::indexOf).filter(at -> at >= 0).findFirst();
    }

    /** Reads record by record: a quoted cell may go on over lines. */
    private static final class Reading {

        private final Path file;
        private final BufferedReader in;
        private int line;

        Reading(Path file, BufferedReader in) {
            this.file = file;
            this.in = in;
        }

        CsvTable table() throws IOException {
            List<Row> rows = new ArrayList<>();
            List<String> header = List.of();
            for (Optional<Row> row = next(); row.isPresent(); row = next()) {
                if (header.isEmpty()) {
                    header = row.get().cells();
                } else if (row.get().cells().size() != header.size()) {
                    throw new IllegalArgumentException("Line " + row.get().line() + " of '" + file + "' had "
                            + row.get().cells().size() + " cells but must have " + header.size()
                            + ", as its header has; mend the line.");
                } else if (rows.size() == MOST_ROWS) {
                    throw new IllegalArgumentException("History '" + file + "' had more than " + MOST_ROWS
                            + " rows but must have fewer; leave out what is older than a month.");
                } else {
                    rows.add(row.get());
                }
            }
            if (rows.isEmpty()) {
                throw new IllegalArgumentException("History '" + file
                        + "' had no rows but must have a header and one row at least; give it what was spent when.");
            }
            return new CsvTable(file, header, rows);
        }

        private Optional<Row> next() throws IOException {
            String text = in.readLine();
            line++;
            while (text != null && (text.isBlank() || text.startsWith("#"))) {
                text = in.readLine();
                line++;
            }
            return text == null
                    ? Optional.empty()
                    : Optional.of(row(text.startsWith("\uFEFF") ? text.substring(1) : text));
        }

        private Row row(String first) throws IOException {
            int begin = line;
            List<String> cells = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            String text = first;
            boolean quoted = false;
            for (int at = 0; at <= text.length(); at++) {
                if (at == text.length()) {
                    if (!quoted) {
                        break;
                    }
                    cell.append('\n');
                    text = more(begin);
                    at = -1;
                } else if (text.charAt(at) == '"') {
                    boolean escaped = quoted && at + 1 < text.length() && text.charAt(at + 1) == '"';
                    if (escaped) {
                        cell.append('"');
                        at++;
                    } else {
                        quoted = !quoted;
                    }
                } else if (text.charAt(at) == ',' && !quoted) {
                    cells.add(cell.toString().strip());
                    cell.setLength(0);
                } else {
                    cell.append(text.charAt(at));
                }
            }
            cells.add(cell.toString().strip());
            return new Row(begin, cells);
        }

        private String more(int begin) throws IOException {
            String text = in.readLine();
            line++;
            if (text == null) {
                throw new IllegalArgumentException("Quotes of line " + begin + " of '" + file
                        + "' did not end but must; add the missing quotation mark.");
            }
            return text;
        }
    }
}
