package io.reelbudget.bench.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The accounts of a measurement: roots with one limit and one grant each, which no measurement uses up. */
final class Accounts {

    static final int MANY = 100_000;

    /** What each is granted, in millionths: no measurement uses it up. */
    static final long GRANTED = Amount.MAX_MICROS / 2;

    private static final Plan PLAN = Plan.monthly(Amount.ofMicros(GRANTED, Unit.USD), ZoneOffset.UTC)
            .withLimit(Limit.hard(Amount.ofMicros(GRANTED, Unit.USD), Window.each(Periods.days(ZoneOffset.UTC))));
    private static final int OPENERS = 64;

    private final AccountPath[] paths;

    private Accounts(int count) {
        paths = new AccountPath[count];
        for (int i = 0; i < count; i++) {
            paths[i] = path(i);
        }
    }

    /** Returns the name of an account; equal, not the same, each time. */
    static AccountPath path(int i) {
        return AccountPath.of("studio-" + i);
    }

    static Accounts of(int count) {
        return new Accounts(count);
    }

    int size() {
        return paths.length;
    }

    AccountPath get(int i) {
        return paths[i];
    }

    /** Opens them all, by callers that wait for each. */
    void openIn(Ledger ledger) throws Exception {
        BlockingLedger blocking = ledger.blocking();
        ExecutorService threads = Executors.newFixedThreadPool(OPENERS);
        try {
            List<Callable<@Nullable Void>> openers = new ArrayList<>();
            for (int opener = 0; opener < OPENERS; opener++) {
                int first = opener;
                openers.add(() -> openEvery(OPENERS, first, blocking));
            }
            for (Future<@Nullable Void> done : threads.invokeAll(openers)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private @Nullable Void openEvery(int step, int first, BlockingLedger ledger) {
        for (int i = first; i < paths.length; i += step) {
            ledger.open(paths[i], PLAN);
        }
        return null;
    }
}
