package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.internal.engine.WaitingLedger;
import io.reelbudget.money.Amount;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with calls that wait until their outcome is durable. They throw what the stage of {@link Ledger} would
 * complete with.
 *
 * <p>This class is thread-safe.
 */
public final class BlockingLedger {

    private final Ledger ledger;
    private final @Nullable WaitingLedger waiting;

    BlockingLedger(Ledger ledger) {
        this.ledger = ledger;
        this.waiting = ledger instanceof WaitingLedger itself ? itself : null;
    }

    /** Carries out a command and waits for its outcome. */
    public <R> R submit(Command<R> command) {
        return waiting == null ? await(ledger.submit(command)) : waiting.call(command);
    }

    /**
     * Carries out commands in their order and waits for all: their records go to disk together.
     *
     * @return their outcomes, in the same order
     * @throws RuntimeException what the first command failed with that did, once all are done; the others have their
     *     effect, and sent again answer as they did
     */
    public <R> List<R> submitAll(List<? extends Command<R>> commands) {
        List<CompletionStage<R>> stages = ledger.submitAll(commands);
        List<R> outcomes = new ArrayList<>(stages.size());
        RuntimeException first = null;
        for (CompletionStage<R> stage : stages) {
            try {
                outcomes.add(await(stage));
            } catch (RuntimeException failed) {
                first = first == null ? failed : first;
            }
        }
        if (first != null) {
            throw first;
        }
        return List.copyOf(outcomes);
    }

    /** Answers a query, waiting for what the answer rests on. */
    public <R> R read(Query<R> query) {
        return await(ledger.read(query));
    }

    /**
     * Opens an account; opened before with the same plan, it stays as it is.
     *
     * @throws PlanConflictException if it is open with another plan
     */
    public Result.Opened open(AccountPath account, Plan plan) {
        return submit(new Command.OpenAccount(account, IdempotencyKey.named("open " + account + " on " + plan), plan));
    }

    /** Sets an amount aside, or says how much is missing. */
    public Result.HoldResult hold(AccountPath account, IdempotencyKey key, Amount amount, Duration lease) {
        return submit(new Command.PlaceHold(account, key, amount, lease, Labels.none()));
    }

    /** Raises or lowers an open hold and renews its lease. */
    public Result.HoldResult extend(HoldId hold, IdempotencyKey key, Amount amount, Duration lease) {
        return submit(new Command.ExtendHold(hold, key, amount, lease));
    }

    /** Posts what a held job cost. */
    public Result.Captured capture(HoldId hold, IdempotencyKey key, Amount amount) {
        return submit(new Command.CaptureHold(hold, key, amount, Labels.none()));
    }

    /** Gives a hold back whose job never ran. */
    public Result.Released release(HoldId hold, IdempotencyKey key, String reason) {
        return submit(new Command.ReleaseHold(hold, key, reason));
    }

    /** Grants a bought amount that does not expire. */
    public Result.Granted topUp(AccountPath account, IdempotencyKey key, Amount amount, String reason) {
        return submit(new Command.TopUp(account, key, amount, GrantKind.PAID, Optional.empty(), reason));
    }

    /** Renews the lease of an open hold: the heartbeat of a running job. */
    public Result.HoldResult renewLease(HoldId hold, IdempotencyKey key, Duration lease) {
        return submit(new Command.RenewLease(hold, key, lease));
    }

    /** Posts what a finished part of a held job cost; the rest stays held. */
    public Result.Captured capturePart(HoldId hold, IdempotencyKey key, Amount amount) {
        return submit(new Command.CaptureHold(hold, key, amount, Labels.none(), Command.Ending.PARTIAL));
    }

    /** Gives back a part of a capture, or all of it, to the grants that paid it. */
    public Result.Corrected refund(AccountPath account, IdempotencyKey key, long entry, Amount amount, String reason) {
        return submit(new Command.Refund(account, key, entry, amount, reason));
    }

    /** Corrects what was spent, upwards or downwards, without naming an earlier entry. */
    public Result.Charged adjust(AccountPath account, IdempotencyKey key, Amount amount, String reason) {
        return submit(new Command.Adjust(account, key, amount, reason));
    }

    /** Forgives debt, as far as there is any. */
    public Result.WrittenOff writeOff(AccountPath account, IdempotencyKey key, Amount amount, String reason) {
        return submit(new Command.WriteOff(account, key, amount, reason));
    }

    /** Posts usage that no hold announced. */
    public Result.Charged recordUsage(
            AccountPath account, IdempotencyKey key, Amount amount, Instant at, Labels labels) {
        return submit(new Command.RecordUsage(account, key, amount, at, labels));
    }

    /** Takes back what is left of a grant. */
    public Result.Voided voidGrant(AccountPath account, IdempotencyKey key, long grant, String reason) {
        return submit(new Command.VoidGrant(account, key, grant, reason));
    }

    /** Gives an account another plan. */
    public Result.PlanChanged changePlan(AccountPath account, IdempotencyKey key, Plan plan, PlanChange change) {
        return submit(new Command.ChangePlan(account, key, plan, change));
    }

    /** Brings an account up to now. */
    public Result.Renewed renew(AccountPath account, IdempotencyKey key) {
        return submit(new Command.Renew(account, key));
    }

    /** Returns all open accounts, sorted by path. */
    public List<AccountPath> accounts() {
        return read(new Query.Accounts());
    }

    /** Returns what an account has now. */
    public Balance balance(AccountPath account) {
        return read(new Query.BalanceOf(account));
    }

    /** Returns what an account had at an instant that is past. */
    public Balance balanceAsOf(AccountPath account, Instant instant) {
        return read(new Query.BalanceAsOf(account, instant));
    }

    /**
     * Returns how much of each of its plan's limits an account has used; the soft ones that are exceeded say so by
     * {@link LimitState#isExceeded}.
     */
    public List<LimitState> limits(AccountPath account) {
        return read(new Query.LimitsOf(account));
    }

    /** Returns an account's grants that have something left, in burn-down order. */
    public List<Grant> grants(AccountPath account) {
        return read(new Query.GrantsOf(account));
    }

    /** Returns an account's grants that are announced and do not count yet, the soonest first. */
    public List<Grant> scheduledGrants(AccountPath account) {
        return read(new Query.ScheduledGrantsOf(account));
    }

    /** Returns how far an account's automatic top-up is; empty where its plan has none. */
    public Optional<AutoTopUpState> autoTopUp(AccountPath account) {
        return read(new Query.AutoTopUpOf(account));
    }

    /** Returns the open holds placed on an account itself, the oldest first. */
    public List<OpenHold> openHolds(AccountPath account) {
        return read(new Query.OpenHoldsOf(account));
    }

    /** Returns an account's newest entries. */
    public Statement statement(AccountPath account, int limit) {
        return read(new Query.StatementOf(account, OptionalLong.empty(), limit));
    }

    /** Returns what was captured in each hour from one instant to another. */
    public HourlyUsage usage(AccountPath account, Instant from, Instant to) {
        return read(new Query.UsageOf(account, from, to));
    }

    /** Recomputes all accounts from the journal and compares. */
    public Verification verify() {
        return await(ledger.verify());
    }

    private static <R> R await(CompletionStage<R> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
