package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a slice settled, by one thread at a time; who asks while a round waits to begin, waits for the same one.
 *
 * <p>This class is thread-safe.
 */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Slice slice;
    private final Settlement settlement;
    private final Executor threads;
    private final Map<Settlement.Aim, CompletableFuture<Void>> waiting = new EnumMap<>(Settlement.Aim.class);

    Rounds(Slice slice, Settlement settlement, Executor threads) {
        this.slice = slice;
        this.settlement = settlement;
        this.threads = threads;
    }

    Slice slice() {
        return slice;
    }

    /** Ends its work where nothing is left to do; returns whether it has. */
    boolean retire() {
        return settlement.retire();
    }

    /** Begins a round if there is something to do. */
    void ifDue(Instant now) {
        if (settlement.isDue(now)) {
            begin(Settlement.Aim.KEEP);
        }
    }

    /** Begins a round soon, whatever comes of it. */
    void begin(Settlement.Aim aim) {
        CompletableFuture<Void> unused = soon(aim);
    }

    /** Begins a round soon; what it returns completes with it, exceptionally where it failed. */
    CompletableFuture<Void> soon(Settlement.Aim aim) {
        CompletableFuture<Void> round;
        synchronized (waiting) {
            CompletableFuture<Void> same = waiting.get(aim);
            if (same != null) {
                return same;
            }
            round = new CompletableFuture<>();
            waiting.put(aim, round);
        }
        try {
            threads.execute(() -> go(aim, round));
        } catch (RejectedExecutionException closed) {
            begun(aim);
            round.completeExceptionally(new LedgerUnavailableException(
                    "Slice of '" + slice.account + "' was to be settled but its ledger is closed; open it anew."));
        }
        return round;
    }

    private void begun(Settlement.Aim aim) {
        synchronized (waiting) {
            waiting.remove(aim);
        }
    }

    private void go(Settlement.Aim aim, CompletableFuture<Void> round) {
        begun(aim);
        try {
            settlement.run(aim);
            round.complete(null);
        } catch (RuntimeException failed) {
            LOG.warn("Slice of '{}' could not be settled and will be later: {}", slice.account, failed.toString());
            round.completeExceptionally(failed);
        }
    }
}
