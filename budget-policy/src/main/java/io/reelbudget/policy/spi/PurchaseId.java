package io.reelbudget.policy.spi;

import io.reelbudget.account.AccountPath;
import java.util.regex.Pattern;

/**
 * The name of a purchase: of the account that buys, and of the quote by which it does. A quote is used once, so there
 * is one purchase of a name.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account who buys
 * @param quote the quote's number, 32 hexadecimal digits
 */
public record PurchaseId(AccountPath account, String quote) {

    private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{32}");

    public PurchaseId {
        if (!NUMBER.matcher(quote).matches()) {
            throw new IllegalArgumentException("Number of a quote was "
                    + (quote.length() > 64 ? "of " + quote.length() + " characters" : "'" + quote + "'")
                    + " but must be 32 hexadecimal digits; take it from the quote.");
        }
    }

    /**
     * Reads what {@link #toString} wrote, such as what a payment gateway kept with a payment.
     *
     * @throws IllegalArgumentException if the text is no purchase's name
     */
    public static PurchaseId parse(String text) {
        int mark = text.indexOf('#');
        if (mark < 0) {
            throw new IllegalArgumentException(
                    "Purchase had no '#' between its account and its number but must have one; pass on what the"
                            + " gateway was given.");
        }
        return new PurchaseId(AccountPath.of(text.substring(0, mark)), text.substring(mark + 1));
    }

    /** Returns the account and the number with a {@code #} between. */
    @Override
    public String toString() {
        return account + "#" + quote;
    }
}
