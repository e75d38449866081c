package io.reelbudget.ledger;

import java.time.Instant;

/**
 * Thrown when a question is about entries that the ledger no longer keeps. Balances, holds and later entries are not
 * concerned. Put archived segments of a journal back, where there are any, and open it anew to ask again; what was
 * dropped from the shared store is not put back.
 */
public final class DroppedEntriesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Instant oldestKept;

    /** Makes one that names the time of the oldest entry that is kept. */
    public DroppedEntriesException(Instant oldestKept) {
        super("Entries were asked for that the ledger dropped but they must be from " + oldestKept
                + " on; put archived segments back or ask about later ones.");
        this.oldestKept = oldestKept;
    }

    /** Returns the time of the oldest entry that is kept. */
    public Instant oldestKept() {
        return oldestKept;
    }
}
