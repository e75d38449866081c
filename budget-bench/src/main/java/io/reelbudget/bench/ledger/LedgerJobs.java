package io.reelbudget.bench.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;

/** One caller's jobs: each holds an amount on one of the accounts and captures what the job cost. Not thread-safe. */
final class LedgerJobs implements Jobs {

    static final Duration LEASE = Duration.ofHours(1);

    /** What every job holds, in millionths. */
    static final long HELD = 1_200_000;

    private static final int COSTS = 1 << 16;

    /** Every job costs more. */
    static final long LEAST_COST = HELD - COSTS;

    private final BlockingLedger ledger;
    private final Accounts accounts;
    private final KeySequence keys;

    LedgerJobs(BlockingLedger ledger, Accounts accounts, long seed) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.keys = new KeySequence(seed);
    }

    @Override
    public void run() {
        AccountPath account = accounts.get(keys.nextBelow(accounts.size()));
        Result.HoldResult answer = ledger.hold(account, keys.next(), held(), LEASE);
        ledger.capture(requireHeld(answer).id(), keys.next(), cost(keys));
    }

    static Result.Held requireHeld(Result.HoldResult answer) {
        if (answer instanceof Result.Held held) {
            return held;
        }
        throw new IllegalStateException("Hold was answered " + answer + " but must be held.");
    }

    static Amount held() {
        return Amount.ofMicros(HELD, Unit.USD);
    }

    /** Returns what a job cost, never twice the same by design. */
    static Amount cost(KeySequence numbers) {
        return Amount.ofMicros(HELD - numbers.nextBelow(COSTS), Unit.USD);
    }
}
