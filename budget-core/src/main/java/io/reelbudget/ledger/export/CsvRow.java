package io.reelbudget.ledger.export;

import java.io.IOException;

/**
 * Writes rows as RFC 4180 says, with line feeds. Text that a spreadsheet would take for a formula, since it begins with
 * {@code = + - @}, a tab or a carriage return, gets an apostrophe in front; so does text that begins with one, so that
 * taking a first apostrophe away always gives the text back.
 */
final class CsvRow {

    private static final String DANGEROUS = "=+-@\t\r'";

    private final Appendable out;
    private boolean first = true;

    CsvRow(Appendable out) {
        this.out = out;
    }

    /** Adds a text that others wrote. */
    CsvRow text(String text) throws IOException {
        boolean dangerous = !text.isEmpty() && DANGEROUS.indexOf(text.charAt(0)) >= 0;
        return value(dangerous ? "'" + text : text);
    }

    /** Adds what the ledger itself wrote, such as a number or an instant. */
    CsvRow value(String value) throws IOException {
        if (!first) {
            out.append(',');
        }
        first = false;
        if (value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
            out.append(value);
        } else {
            out.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
        return this;
    }

    void end() throws IOException {
        out.append('\n');
    }
}
