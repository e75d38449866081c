package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.escrow.EscrowLedger;
import io.reelbudget.ledger.escrow.EscrowTerms;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How many jobs a host does on slices of the shared ledger's accounts, against the embedded journal: the same jobs of
 * as many callers. Taking slices, which happens once, is not measured; reporting, which goes on for ever, is. Used
 * once.
 */
final class EscrowTrial implements AutoCloseable {

    private static final int ACCOUNTS = 1_000;
    private static final int CALLERS = 512;
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    /** More than a report's span: every account has its slice, of a size that lasts, and reports are under way. */
    private static final Duration TAKING = Duration.ofSeconds(30);

    private final WorkDirectory work;
    private final SharedServer server;
    private final Contestant journal;
    private final Contestant slices;

    /** Makes one of a server, and a shared ledger on it that is closed with this. */
    EscrowTrial(SharedServer server, Ledger shared) throws Exception {
        this.work = WorkDirectory.create();
        this.server = server;
        this.journal =
                new LedgerCallers("journal, 512 callers", work.resolve("journal"), Accounts.of(ACCOUNTS), CALLERS);
        Ledger escrow =
                EscrowLedger.open(shared, work.resolve("escrow"), InstantSource.system(), EscrowTerms.of("bench"));
        this.slices =
                new LedgerCallers("slices of the shared ledger, 512 callers", escrow, Accounts.of(ACCOUNTS), CALLERS);
    }

    /** Measures both in turns and returns the ratios of jobs a second. */
    Series measure(int rounds, Duration span, Report report) throws Exception {
        journal.run(WARM_UP);
        slices.run(TAKING);
        Series ratios = new Series();
        for (int round = 1; round <= rounds; round++) {
            // Whoever goes first does not always do so.
            double before = round % 2 == 1 ? perSecond(journal, span, report) : 0;
            double escrow = perSecond(slices, span, report);
            ratios.add(escrow / (round % 2 == 1 ? before : perSecond(journal, span, report)));
        }
        return ratios;
    }

    private double perSecond(Contestant contestant, Duration span, Report report) throws Exception {
        double before = server.cpuMicros();
        Sample sample = contestant.run(span);
        report.line(
                "%-52s %8.0f jobs/s  p50 %7.2f ms  p99 %8.2f ms  server %7.1f us/job  host %6.1f us/job",
                contestant.name(),
                sample.perSecond(),
                sample.latencyMillis(0.5),
                sample.latencyMillis(0.99),
                (server.cpuMicros() - before) / sample.jobs(),
                sample.cpuMicros());
        return sample.perSecond();
    }

    @Override
    public void close() throws IOException, SQLException {
        journal.close();
        slices.close();
        work.close();
    }
}
