package io.reelbudget.bench.ledger;

import java.util.List;

/**
 * A journal to be recovered.
 *
 * @param accounts how many accounts it has
 * @param entriesBefore how many entries were before the last snapshot
 * @param entriesAfter how many came after it
 */
record History(int accounts, long entriesBefore, long entriesAfter) {

    /** An account that is opened makes two entries, a job two. */
    static final int ENTRIES_EACH = 2;

    static History of(Options options) {
        return options.isQuick()
                ? new History(2_000, 270_000, 30_000)
                : new History(Accounts.MANY, 9_000_000, 1_000_000);
    }

    long entries() {
        return entriesBefore + entriesAfter;
    }

    long jobsBefore() {
        return entriesBefore / ENTRIES_EACH - accounts;
    }

    long jobsAfter() {
        return entriesAfter / ENTRIES_EACH;
    }

    List<String> arguments(long jobs) {
        return List.of("--accounts=" + accounts, "--jobs=" + jobs);
    }
}
