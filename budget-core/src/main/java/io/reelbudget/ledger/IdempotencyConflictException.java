package io.reelbudget.ledger;

/** Thrown when a key comes again with other content. Nothing was changed; give each new command a key of its own. */
public final class IdempotencyConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient IdempotencyKey key;

    public IdempotencyConflictException(IdempotencyKey key) {
        super("Idempotency key was '" + key + "', used before with other content, but must be new; give each command a"
                + " key of its own and send it unchanged when you repeat it.");
        this.key = key;
    }

    /** Returns the key that was used before. */
    public IdempotencyKey key() {
        return key;
    }
}
