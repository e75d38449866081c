/** Amounts, accounts, plans, holds, the ledger and its journal, jobs and rate cards; and the ports of what predicts. */
@SuppressWarnings("module") // The shared store is built after this module, and not seen from here.
module io.reelbudget.core {
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.reelbudget.money;
    exports io.reelbudget.account;
    exports io.reelbudget.ledger;
    exports io.reelbudget.ledger.archive;
    exports io.reelbudget.ledger.escrow;
    exports io.reelbudget.ledger.export;
    exports io.reelbudget.job;
    exports io.reelbudget.rate;
    exports io.reelbudget.licence;
    exports io.reelbudget.price;
    exports io.reelbudget.runway;
    exports io.reelbudget.telemetry;
    exports io.reelbudget.usage;

    // The shared store has its batches decided by the same code.
    exports io.reelbudget.ledger.internal.engine to
            io.reelbudget.store.jdbc;
}
