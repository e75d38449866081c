package io.reelbudget.ledger;

import java.time.Instant;

/**
 * Thrown when a question is about entries that the journal no longer keeps. Balances, holds and later entries are not
 * concerned; put the archived segments back, where there are any, and open the ledger anew to ask again.
 */
public final class DroppedEntriesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Instant oldestKept;

    /** Makes one that names the time of the oldest entry that is kept. */
    public DroppedEntriesException(Instant oldestKept) {
        super("Entries were asked for that the journal dropped but they must be from " + oldestKept
                + " on; put archived segments back or ask about later ones.");
        this.oldestKept = oldestKept;
    }

    /** Returns the time of the oldest entry that is kept. */
    public Instant oldestKept() {
        return oldestKept;
    }
}
