package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.journal.DurableAnswer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a command came to, told when it is durable. This class is thread-safe. */
final class PendingAnswer<R> extends CompletableFuture<R> implements DurableAnswer {

    private final @Nullable R outcome;
    private final @Nullable RuntimeException refused;

    /**
     * Makes one that is not told yet.
     *
     * @param refused null where the command was not refused; else the outcome is null
     */
    PendingAnswer(@Nullable R outcome, @Nullable RuntimeException refused) {
        this.outcome = outcome;
        this.refused = refused;
    }

    @Override
    @SuppressWarnings("NullAway") // There is an outcome where nothing was refused.
    public void give() {
        if (refused == null) {
            complete(outcome);
        } else {
            completeExceptionally(refused);
        }
    }

    @Override
    public void lose(RuntimeException why) {
        completeExceptionally(why);
    }

    /** What hangs on this is not an answer that the log knows of. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
