package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;

/** A command named a grant, a capture or a top-up that the account does not have. Nothing was changed. */
public final class UnknownEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long entry;

    /**
     * Makes an exception.
     *
     * @param what what was looked for, such as {@code Grant}
     * @param entry the number it was looked for by
     */
    public UnknownEntryException(String what, long entry, AccountPath account) {
        super(what + " was " + entry + " but account '" + account
                + "' has none of that number; take the number from its grants or its statement.");
        this.entry = entry;
    }

    /** Returns the number that was looked for. */
    public long entry() {
        return entry;
    }
}
