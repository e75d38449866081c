package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.internal.journal.FileDisk;
import io.reelbudget.ledger.internal.journal.Journal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * How many bytes a job's two records take in the journal, frames included.
 *
 * @param hold the bytes of a hold's record
 * @param capture the bytes of a capture's record
 */
record RecordSizes(int hold, int capture) {

    private static final int JOBS = 100;

    /** Does some jobs in a journal of its own and measures what they took. */
    static RecordSizes measured(Path directory) throws Exception {
        Accounts accounts = Accounts.of(1);
        try (Ledger ledger = Ledger.openJournal(directory, InstantSource.system())) {
            accounts.openIn(ledger);
            LedgerJobs jobs = new LedgerJobs(ledger.blocking(), accounts, 1);
            for (int i = 0; i < JOBS; i++) {
                jobs.run();
            }
        }
        List<Long> positions = new ArrayList<>();
        try (Journal journal = Journal.open(FileDisk.open(directory), Journal.SEGMENT_BYTES)) {
            journal.scan((position, record) -> positions.add(position));
        }
        // The newest three: the hold and the capture of the last job but one, and the hold of the last.
        int last = positions.size() - 1;
        return new RecordSizes((int) (positions.get(last - 2) - positions.get(last - 3)), (int)
                (positions.get(last - 1) - positions.get(last - 2)));
    }
}
