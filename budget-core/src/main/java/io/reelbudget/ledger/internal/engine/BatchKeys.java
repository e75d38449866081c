package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.IdempotencyKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that a batch names, as far as they came before. Guarded as the batch is. */
final class BatchKeys implements Keys {

    private record Place(int root, IdempotencyKey key) {}

    private record Known(Remembered what, long time) {}

    private final Map<Place, Known> known = new HashMap<>();

    @Override
    public @Nullable Remembered find(int root, IdempotencyKey key, long now) {
        Known found = known.get(new Place(root, key));
        return found == null || found.time() < now - RememberedKeys.RETENTION ? null : found.what();
    }

    /** A key that was used again after it was forgotten stands for the later command. */
    @Override
    public void remember(int root, IdempotencyKey key, long contentHash, long position, long time) {
        known.merge(
                new Place(root, key),
                new Known(new Remembered(contentHash, position), time),
                (one, other) -> one.what().position() > other.what().position() ? one : other);
    }

    void clear() {
        known.clear();
    }
}
