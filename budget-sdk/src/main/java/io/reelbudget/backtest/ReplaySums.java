package io.reelbudget.backtest;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.money.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a replay's accounts come to. This class is for one thread. */
final class ReplaySums {

    private final BlockingLedger ledger;
    private final Map<AccountPath, Long> beyond = new HashMap<>();

    ReplaySums(BlockingLedger ledger) {
        this.ledger = ledger;
    }

    /** Returns what all roots have posted, in millionths. */
    long posted() {
        return ledger.accounts().stream()
                .filter(account -> account.parent().isEmpty())
                .mapToLong(account -> ledger.balance(account).posted().micros())
                .sum();
    }

    /** Returns the one unit of all accounts. */
    Unit unit() {
        List<Unit> units = ledger.accounts().stream()
                .map(account -> ledger.balance(account).granted().unit())
                .distinct()
                .toList();
        if (units.size() != 1) {
            throw new IllegalArgumentException("Accounts were in units " + units
                    + " but must be in one, so that sums mean something; replay them apart.");
        }
        return units.get(0);
    }

    /**
     * Returns how much further an account, or one above it, is beyond its budget and overdraft than when it was asked
     * last, in millionths; the most of these.
     */
    long overshoot(AccountPath account) {
        long most = 0;
        for (AccountPath level : account.levels()) {
            Balance now = ledger.balance(level);
            long over = Math.max(
                    0,
                    now.posted().micros()
                            + now.expired().micros()
                            - now.granted().micros()
                            - now.overdraftLimit().micros());
            most = Math.max(most, over - beyond.getOrDefault(level, 0L));
            beyond.put(level, over);
        }
        return most;
    }
}
