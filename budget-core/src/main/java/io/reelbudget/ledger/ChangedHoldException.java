package io.reelbudget.ledger;

/**
 * Thrown when somebody was to end a host's slice as it had been seen, and it is another by now: its host is back, has
 * renewed its lease or has reported. Nothing was changed; look again.
 */
public final class ChangedHoldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HoldId hold;

    /**
     * Makes one that says what the hold is.
     *
     * @param seen what it was when it was looked at
     * @param found what it is now
     */
    public ChangedHoldException(HoldId hold, String seen, String found) {
        super("Hold '" + hold + "' was seen as '" + seen + "' but is '" + found
                + "' and must be as it was seen, with its lease over; look again.");
        this.hold = hold;
    }

    /** Returns the hold that has changed. */
    public HoldId hold() {
        return hold;
    }
}
