package io.reelbudget.ledger;

/**
 * Thrown when a command names a hold that was never placed, or that was captured or released before. Nothing was
 * changed; the statement of its account shows what became of it.
 */
public final class UnknownHoldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HoldId hold;

    public UnknownHoldException(HoldId hold) {
        super("Hold was '" + hold + "' but must be one that was placed and neither captured nor released; look it up in"
                + " the account's statement.");
        this.hold = hold;
    }

    /** Returns the hold that is not there. */
    public HoldId hold() {
        return hold;
    }
}
