package io.reelbudget.ledger;

import io.reelbudget.money.Amount;

/** A refund was more than its capture is still charged. Nothing was changed. */
public final class RefundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Amount charged;

    /** Makes an exception for a refund of {@code asked} where only {@code charged} is left to give back. */
    public RefundException(Amount asked, Amount charged) {
        super("Refund was " + asked + " but must be at most " + charged
                + ", what the capture is still charged; refund less, or make an adjustment.");
        this.charged = charged;
    }

    /** Returns what the capture is still charged. */
    public Amount charged() {
        return charged;
    }
}
