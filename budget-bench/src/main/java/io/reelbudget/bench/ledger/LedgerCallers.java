package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** A ledger, that of the journal or another, with blocking callers. */
final class LedgerCallers implements Contestant {

    private final String name;
    private final Ledger ledger;
    private final Callers callers;

    LedgerCallers(String name, Path directory, Accounts accounts, int count) throws Exception {
        this(name, Ledger.openJournal(directory, InstantSource.system()), accounts, count);
    }

    /** Makes them on a ledger, which is closed with them. */
    LedgerCallers(String name, Ledger ledger, Accounts accounts, int count) throws Exception {
        this.name = name;
        this.ledger = ledger;
        accounts.openIn(ledger);
        BlockingLedger blocking = ledger.blocking();
        this.callers = new Callers(count, caller -> new LedgerJobs(blocking, accounts, caller));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Sample run(Duration span) throws Exception {
        return callers.run(span);
    }

    @Override
    public void close() {
        callers.close();
        ledger.close();
    }
}
