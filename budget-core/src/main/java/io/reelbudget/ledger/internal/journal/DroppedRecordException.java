package io.reelbudget.ledger.internal.journal;

/** Thrown when a record was dropped with the segment that it was in. */
public final class DroppedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DroppedRecordException(long position) {
        super("the record at position " + position + " was dropped with its segment");
    }
}
