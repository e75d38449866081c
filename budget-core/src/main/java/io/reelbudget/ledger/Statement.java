package io.reelbudget.ledger;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of an account's entries, the newest first.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param balance what the account has now
 * @param entries the entries of this page
 * @param next the number to ask for the page after this one; empty on the last page
 */
public record Statement(Balance balance, List<Entry> entries, OptionalLong next) {

    public Statement {
        entries = List.copyOf(entries);
    }
}
