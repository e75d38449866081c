package io.reelbudget.bench.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command.CaptureHold;
import io.reelbudget.ledger.Command.PlaceHold;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a journal; {@link HistoryStage} starts a process for it, which may end without closing the ledger. */
@Command(name = "history", description = "Writes a journal.", hidden = true)
final class HistoryWriterCommand implements Callable<Integer> {

    /** A prime that shares no factor with the number of accounts: neighbouring jobs are on accounts far apart. */
    private static final long STEP = 48_271;

    /** How an ending that is not one is told from others. */
    static final String CRASH = "--crash";

    // Set by picocli before call().
    @SuppressWarnings("NullAway.Init")
    @Parameters(index = "0")
    private Path directory;

    @Option(names = "--accounts")
    private int accountCount;

    @Option(names = "--jobs")
    private long jobs;

    @Option(names = "--seed")
    private long seed;

    @Option(names = CRASH)
    private boolean crash;

    @Override
    public Integer call() throws Exception {
        Accounts accounts = Accounts.of(accountCount);
        Ledger ledger = Ledger.openJournal(directory, InstantSource.system());
        accounts.openIn(ledger);
        Window window = new Window();
        KeySequence keys = new KeySequence(seed);
        for (long job = 0; job < jobs; job++) {
            window.begin();
            submit(ledger, accounts.get((int) (job * STEP % accountCount)), keys, window);
        }
        window.awaitEmpty();
        if (crash) {
            Runtime.getRuntime().halt(0);
        }
        ledger.close();
        return 0;
    }

    /** Captures without waiting for the hold: its name is known before. */
    private static void submit(Ledger ledger, AccountPath account, KeySequence keys, Window window) {
        long begun = System.nanoTime();
        IdempotencyKey hold = keys.next();
        ledger.submit(new PlaceHold(account, hold, LedgerJobs.held(), LedgerJobs.LEASE, Labels.none()));
        ledger.submit(new CaptureHold(new HoldId(account, hold), keys.next(), LedgerJobs.cost(keys), Labels.none()))
                .whenComplete((captured, failed) -> window.end(begun, failed));
    }
}
