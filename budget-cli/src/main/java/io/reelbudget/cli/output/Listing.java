package io.reelbudget.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of named values, that any {@link OutputFormat} can show.
 *
 * <p>This class is immutable and thread-safe; adding returns another listing.
 *
 * @param fields from left to right, at least one
 * @param rows each with one text a field; empty where there is nothing to say
 */
public record Listing(List<Field> fields, List<List<String>> rows) {

    /** What a field's values are. */
    public enum Kind {
        /** Words. */
        TEXT,
        /** Whole numbers and decimals; JSON has them as numbers. */
        NUMBER,
        /** Exact decimals, such as money: JSON has them as strings, so that no reader rounds them. */
        DECIMAL
    }

    /**
     * A named column.
     *
     * @param name what JSON and CSV call it
     * @param title what stands above it in a table
     * @param kind what its values are
     */
    public record Field(String name, String title, Kind kind) {}

    public Listing {
        fields = List.copyOf(fields);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != fields.size()) {
                throw new IllegalArgumentException("Row had " + row.size() + " values but must have " + fields.size()
                        + ", one a field; leave a value empty if it says nothing.");
            }
        }
    }

    /** Returns a listing without rows. */
    public static Listing of(Field... fields) {
        return new Listing(List.of(fields), List.of());
    }

    /** Returns a field of words. */
    public static Field text(String name, String title) {
        return new Field(name, title, Kind.TEXT);
    }

    /** Returns a field of numbers. */
    public static Field number(String name, String title) {
        return new Field(name, title, Kind.NUMBER);
    }

    /** Returns a field of exact decimals. */
    public static Field decimal(String name, String title) {
        return new Field(name, title, Kind.DECIMAL);
    }

    /** Returns this listing with a row at its end. */
    public Listing with(String... values) {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(List.of(values));
        return new Listing(fields, more);
    }
}
