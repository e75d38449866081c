package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/** Where the outcomes of past commands are, by root and idempotency key. Guarded by the lock of the root. */
interface Keys {

    /**
     * What is known of a command.
     *
     * @param contentHash tells it from another under the same key
     * @param position where its transaction is in the log
     */
    record Remembered(long contentHash, long position) {}

    /**
     * Returns what is known of a key's command.
     *
     * @param now the root's time, by which it counts as forgotten or not
     */
    @Nullable
    Remembered find(int root, IdempotencyKey key, long now);

    /** Remembers a key that is not remembered yet, or counts as forgotten. */
    void remember(int root, IdempotencyKey key, long contentHash, long position, long time);
}
