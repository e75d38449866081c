package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.HoldState;
import io.reelbudget.ledger.HoldView;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.HoldResult;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives each job at most one open hold, named by the job.
 *
 * <p>This class is thread-safe.
 */
/*
 * The ledger remembers every outcome under its key, refusals too. A job that was refused, or whose run failed, may come
 * again under the same name, so its key has an attempt's number: the first attempt whose outcome is new, or whose hold is
 * still open or captured, is the job's. An outcome is new if its journal entry was written after the last one that this
 * object had seen when it asked. Two callers who ask for the same job at once share one attempt.
 */
final class JobHolds {

    /** A job that was refused or failed this often is in a loop that a person should see. */
    private static final int MAX_ATTEMPTS = 10_000;

    private final BlockingLedger ledger;
    private final AtomicLong lastSeen;

    /** What became of a request for a job's hold. */
    sealed interface Claim {
        /** Placed now. */
        record Placed(Held held) implements Claim {}

        /** Placed before, and open. */
        record Open(HoldView hold) implements Claim {}

        /** Placed before, and captured. */
        record Captured(HoldView hold) implements Claim {}

        /** Refused now. */
        record Short(Shortfall shortfall) implements Claim {}
    }

    JobHolds(BlockingLedger ledger) {
        this.ledger = ledger;
        this.lastSeen = new AtomicLong(ledger.read(new Query.LastSequence()));
    }

    /** Places the job's hold, or finds it. */
    Claim claim(AccountPath account, JobId job, Amount amount, Duration lease, Labels labels) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            IdempotencyKey key = key(job, attempt);
            long seen = lastSeen.get();
            HoldResult outcome = place(new Command.PlaceHold(account, key, amount, lease, labels));
            Optional<Claim> claim = outcome.fold(
                    held -> ofHeld(held, seen),
                    shortfall -> isNew(shortfall.sequence(), seen)
                            ? Optional.of(new Claim.Short(shortfall))
                            : Optional.empty());
            if (claim.isPresent()) {
                return claim.get();
            }
        }
        throw new IllegalStateException("Job '" + job + "' was refused or failed " + MAX_ATTEMPTS
                + " times but must not be tried for ever; find out why before it is admitted again.");
    }

    /** Returns the name that the job's first hold would have. */
    HoldId nextHold(AccountPath account, JobId job) {
        return new HoldId(account, key(job, 0));
    }

    private HoldResult place(Command.PlaceHold command) {
        try {
            return ledger.submit(command);
        } catch (IdempotencyConflictException usedBefore) {
            // The estimate, and with it the amount, has changed since this attempt was made.
            if (usedBefore.recorded() instanceof HoldResult recorded) {
                return recorded;
            }
            throw usedBefore;
        }
    }

    private Optional<Claim> ofHeld(Held held, long seen) {
        if (isNew(held.sequence(), seen)) {
            return Optional.of(new Claim.Placed(held));
        }
        HoldView hold = ledger.read(new Query.HoldOf(held.id()))
                .orElseThrow(() -> new IllegalStateException(
                        "Hold " + held.id() + " was recorded but is not known; verify the ledger."));
        return switch (hold.state()) {
            case OPEN -> Optional.of(new Claim.Open(hold));
            case CAPTURED -> Optional.of(new Claim.Captured(hold));
            case RELEASED, EXPIRED -> Optional.empty();
        };
    }

    private boolean isNew(long sequence, long seen) {
        lastSeen.accumulateAndGet(sequence, Math::max);
        return sequence > seen;
    }

    private static IdempotencyKey key(JobId job, int attempt) {
        return IdempotencyKey.named("hold for attempt " + attempt + " of job " + job);
    }
}
