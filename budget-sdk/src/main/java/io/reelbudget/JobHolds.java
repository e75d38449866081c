package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Amount;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives each job at most one hold that is open or captured, named by the job.
 *
 * <p>This class is thread-safe.
 */
/*
 * The ledger remembers every outcome under its key, refusals too. A job that was refused, or whose run failed before it
 * cost anything, may come again under the same name, so its key has an attempt's number. The first attempt that the
 * ledger does not remember, or whose hold was not released, is the job's. Two callers who ask for the same job at once
 * find the same attempt; the ledger lets one of them place its hold, and the other finds it.
 */
final class JobHolds {

    /** A job that was refused or failed this often is in a loop that a person should see. */
    private static final int MAX_ATTEMPTS = 10_000;

    private final BlockingLedger ledger;
    private final Telemetry telemetry;

    /** What became of a request for a job's hold. */
    sealed interface Claim {
        /** Placed before, by what the ledger remembers; what became of it is not known yet. */
        record Remembered(Held held) implements Claim {}

        /** Placed now. */
        record Placed(Held held) implements Claim {}

        /** Placed before, and neither captured nor released. */
        record Open(Held held, OpenHold now) implements Claim {}

        /** Placed before, and captured. */
        record Captured(Held held) implements Claim {}

        /** Refused now. */
        record Refused(Shortfall shortfall) implements Claim {}
    }

    JobHolds(BlockingLedger ledger, Telemetry telemetry) {
        this.ledger = ledger;
        this.telemetry = telemetry;
    }

    /**
     * Places the job's hold, or finds it.
     *
     * @param overdraft how far it may take what is available below zero; as the accounts' plans say, where empty
     */
    Claim claim(
            AccountPath account, JobId job, Amount amount, Duration lease, Labels labels, Optional<Amount> overdraft) {
        return telemetry.time(
                Step.HOLD, account, () -> claimed(account, job, amount, lease, labels, overdraft), JobHolds::outcome);
    }

    private static Outcome outcome(Claim claim) {
        String found = claim instanceof Claim.Captured ? "captured" : "open";
        String refused = claim instanceof Claim.Refused ? "refused" : found;
        return new Outcome(claim instanceof Claim.Placed ? "placed" : refused, "none");
    }

    private Claim claimed(
            AccountPath account, JobId job, Amount amount, Duration lease, Labels labels, Optional<Amount> overdraft) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            IdempotencyKey key = holdKey(job, attempt);
            Optional<Claim> claim = recorded(account, key)
                    .map(JobHolds::held)
                    .orElseGet(() -> place(new Command.PlaceHold(account, key, amount, lease, labels, overdraft)))
                    .flatMap(this::stillCounts);
            if (claim.isPresent()) {
                return claim.get();
            }
        }
        throw new IllegalStateException("Job '" + job + "' was refused or failed " + MAX_ATTEMPTS
                + " times but must not be tried for ever; find out why before it is admitted again.");
    }

    /** Returns the hold that the job has, if it has one. */
    Optional<Claim> find(AccountPath account, JobId job) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<Result> outcome = recorded(account, holdKey(job, attempt));
            if (outcome.isEmpty()) {
                return Optional.empty();
            }
            Optional<Claim> claim = held(outcome.get()).flatMap(this::stillCounts);
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    /** Returns the name that the hold of the job's next attempt will have. */
    HoldId next(AccountPath account, JobId job) {
        int attempt = 0;
        while (attempt < MAX_ATTEMPTS
                && recorded(account, holdKey(job, attempt)).isPresent()) {
            attempt++;
        }
        return new HoldId(account, holdKey(job, attempt));
    }

    /** Returns whether a hold's job ran to its end and was paid for. */
    boolean isCaptured(HoldId hold) {
        return charge(hold, captureKey(hold)).isPresent();
    }

    /** Returns what was charged under a key, if something was. */
    Optional<Result.Captured> charge(HoldId hold, IdempotencyKey key) {
        return recorded(hold.account(), key)
                .filter(Result.Captured.class::isInstance)
                .map(Result.Captured.class::cast);
    }

    /** Returns the labels of a charge's entry. */
    Labels labelsOf(Result.Captured capture) {
        OptionalLong after = OptionalLong.of(capture.entry() + 1);
        return ledger.read(new Query.StatementOf(capture.id().account(), after, 1)).entries().stream()
                .filter(entry -> entry.sequence() == capture.entry())
                .findFirst()
                .map(Entry::labels)
                .orElse(Labels.none());
    }

    /** Returns the key under which what a failed run cost is captured. */
    static IdempotencyKey failureKey(HoldId hold) {
        return IdempotencyKey.named("failed run of " + hold);
    }

    /** Returns the key under which a hold is captured. */
    static IdempotencyKey captureKey(HoldId hold) {
        return IdempotencyKey.named("capture of " + hold);
    }

    /** Returns the key under which a hold is released. */
    static IdempotencyKey releaseKey(HoldId hold) {
        return IdempotencyKey.named("release of " + hold);
    }

    private Optional<Claim> place(Command.PlaceHold command) {
        try {
            return Optional.of(ledger.submit(command).fold(Claim.Placed::new, Claim.Refused::new));
        } catch (IdempotencyConflictException overtaken) {
            // Another caller placed this attempt a moment ago, with another estimate.
            return recorded(command.account(), command.key()).flatMap(JobHolds::held);
        }
    }

    /** A refusal that was recorded earlier says nothing about now. */
    private static Optional<Claim> held(Result outcome) {
        return outcome instanceof Held held ? Optional.of(new Claim.Remembered(held)) : Optional.empty();
    }

    /** A hold that was released, that paid for a failed run, or whose lease ran out makes room for another attempt. */
    private Optional<Claim> stillCounts(Claim claim) {
        if (!(claim instanceof Claim.Remembered remembered)) {
            return Optional.of(claim);
        }
        HoldId hold = remembered.held().id();
        if (isCaptured(hold)) {
            return Optional.of(new Claim.Captured(remembered.held()));
        }
        return ledger.openHolds(hold.account()).stream()
                .filter(each -> each.id().equals(hold))
                .findFirst()
                .map(open -> new Claim.Open(remembered.held(), open));
    }

    private Optional<Result> recorded(AccountPath account, IdempotencyKey key) {
        return ledger.read(new Query.OutcomeOf(account, key));
    }

    private static IdempotencyKey holdKey(JobId job, int attempt) {
        return IdempotencyKey.named("hold for attempt " + attempt + " of job " + job);
    }
}
