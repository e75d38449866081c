package io.reelbudget.bench.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.internal.engine.RecordedLedger;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;

/**
 * How much heap accounts take that have a plan, one grant and usage in 24 hours: what is live after a full collection,
 * less what was live before the ledger was made.
 *
 * <p>The keys of the last commands are remembered too, for a time and up to a number that do not depend on the
 * accounts: they are shown apart.
 */
final class HeapStage {

    private static final int HOURS = 24;
    private static final int COLLECTIONS = 3;
    private static final Instant START = Instant.parse("2026-01-05T00:30:00Z");

    /** Longer than any key is remembered, and still within the month. */
    private static final Duration UNTIL_FORGOTTEN = Duration.ofDays(8);

    private final int count;
    private final Report report;

    HeapStage(Options options, Report report) {
        this.count = options.isQuick() ? 50_000 : 1_000_000;
        this.report = report;
    }

    void run() throws Exception {
        report.line("In the heap, %,d accounts with a plan, a grant and usage in %d hours", count, HOURS);
        SteppedClock clock = new SteppedClock(START);
        long before = live();
        try (RecordedLedger ledger = RecordedLedger.over(new DroppingLog(), clock)) {
            fill(ledger, clock);
            report.line("%-58s %,14d bytes", "with the keys of the last commands", live() - before);
            clock.pass(UNTIL_FORGOTTEN);
            AccountPath first = Accounts.path(0);
            doJob(ledger.blocking(), first, new KeySequence(2));
            long accounts = live() - before;
            report.line("%-58s %,14d bytes", "when those are forgotten", accounts);
            report.line("%-58s %14.1f bytes", "an account", (double) accounts / count);
            report.figure(Row.MEMORY, (double) accounts / count);
            ledger.blocking().balance(first);
        }
    }

    private void fill(RecordedLedger ledger, SteppedClock clock) throws Exception {
        Accounts accounts = Accounts.of(count);
        accounts.openIn(ledger);
        BlockingLedger blocking = ledger.blocking();
        KeySequence keys = new KeySequence(1);
        for (int hour = 0; hour < HOURS; hour++) {
            for (int i = 0; i < count; i++) {
                doJob(blocking, accounts.get(i), keys);
            }
            clock.pass(Duration.ofHours(1));
        }
    }

    private static void doJob(BlockingLedger ledger, AccountPath account, KeySequence keys) {
        Result.HoldResult answer = ledger.hold(account, keys.next(), LedgerJobs.held(), LedgerJobs.LEASE);
        ledger.capture(LedgerJobs.requireHeld(answer).id(), keys.next(), LedgerJobs.cost(keys));
    }

    private static long live() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
