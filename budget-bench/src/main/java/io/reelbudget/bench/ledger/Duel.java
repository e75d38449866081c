package io.reelbudget.bench.ledger;

import java.nio.file.Path;
import java.util.List;

/**
 * Which two contestants a row compares.
 *
 * @param row the row
 * @param what what its figure is, for the table
 * @param own whose jobs a second are divided
 * @param other by whose
 */
record Duel(Row row, String what, Side own, Side other) {

    private static final int CALLERS = 64;
    private static final int FEW_CALLERS = 8;

    static final List<Duel> ALL = List.of(
            new Duel(Row.JOURNAL, "journal / raw group commit, 64 callers", Side.JOURNAL, Side.RAW),
            new Duel(Row.SQLITE, "journal / SQLite batched, 64 callers", Side.JOURNAL, Side.SQLITE),
            new Duel(Row.ROCKSDB, "journal / RocksDB synced, 64 callers", Side.JOURNAL, Side.ROCKSDB),
            new Duel(Row.ASYNC, "journal / raw, 4,096 in flight", Side.JOURNAL_ASYNC, Side.RAW_ASYNC),
            new Duel(Row.CONTENTION, "one hot account / 100,000, 8 callers", Side.JOURNAL_HOT, Side.JOURNAL_SPREAD));

    /** What is shown beside the rows' figures, and is none itself. */
    static final List<Duel> ASIDE = List.of(
            new Duel(Row.ASYNC, "journal / raw into new files, 4,096 in flight", Side.JOURNAL_ASYNC, Side.RAW_KEEPING));

    /** What can be compared. */
    enum Side {
        RAW,
        JOURNAL,
        SQLITE,
        ROCKSDB,
        RAW_ASYNC,
        RAW_KEEPING,
        JOURNAL_ASYNC,
        JOURNAL_HOT,
        JOURNAL_SPREAD;

        Contestant open(WorkDirectory work, RecordSizes sizes) throws Exception {
            Path at = work.resolve(name());
            return switch (this) {
                case RAW -> new RawCallers(at, sizes, CALLERS);
                case JOURNAL -> new LedgerCallers("journal, 64 callers", at, Accounts.of(Accounts.MANY), CALLERS);
                case SQLITE -> new SqliteCallers(at, Accounts.MANY, CALLERS);
                case ROCKSDB -> new RocksCallers(at, Accounts.MANY, CALLERS);
                case RAW_ASYNC -> RawWindow.overwriting(at, sizes);
                case RAW_KEEPING -> RawWindow.keeping(at, sizes);
                case JOURNAL_ASYNC -> new LedgerWindow(at, Accounts.of(Accounts.MANY));
                case JOURNAL_HOT -> new LedgerCallers("journal, 8 callers, 1 account", at, Accounts.of(1), FEW_CALLERS);
                case JOURNAL_SPREAD ->
                    new LedgerCallers("journal, 8 callers, 100,000", at, Accounts.of(Accounts.MANY), FEW_CALLERS);
            };
        }
    }
}
