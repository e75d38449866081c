package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.internal.engine.WaitingLedger;
import io.reelbudget.money.Amount;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
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

    /** Answers a query, waiting for what the answer rests on. */
    public <R> R read(Query<R> query) {
        return await(ledger.read(query));
    }

    /** Opens an account; opened before with the same plan, it stays as it is. */
    public Result.Opened open(AccountPath account, Plan plan) {
        return submit(new Command.OpenAccount(account, IdempotencyKey.named("open " + account), plan));
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

    /** Returns an account's grants that have something left, in burn-down order. */
    public List<Grant> grants(AccountPath account) {
        return read(new Query.GrantsOf(account));
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
