package io.reelbudget.spring;

import io.reelbudget.ledger.Ledger;
import java.time.InstantSource;

/** Opens the ledger that is kept in the application's database. */
@FunctionalInterface
interface SharedLedger {

    /**
     * Opens it.
     *
     * @param schema the schema of its tables
     */
    Ledger open(String schema, InstantSource clock);
}
