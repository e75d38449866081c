package io.reelbudget.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a ledger cannot answer: it is closed, its disk failed, or its directory is another process's. What was
 * acknowledged before is safe; the outcome of the command that met this is unknown until it is sent again with the same
 * key, to a ledger that was opened anew.
 */
public final class LedgerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerUnavailableException(String message) {
        super(message);
    }

    /** Makes one; the cause is what went wrong below, null where nothing did. */
    public LedgerUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
