package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;

/** Thrown where what is kept of one root cannot be worked with; the others of a batch are unharmed. */
final class FailedRootException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String root;
    private final LedgerUnavailableException told;

    FailedRootException(String root, String message, RuntimeException cause) {
        super(message, cause);
        this.root = root;
        this.told = new LedgerUnavailableException(message, cause);
    }

    String root() {
        return root;
    }

    /** Returns what its callers are told. */
    LedgerUnavailableException told() {
        return told;
    }
}
