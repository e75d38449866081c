package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.testkit.SameHistoryContract;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A ledger on PostgreSQL and one in memory, sent the same commands")
class SameHistoryTest extends SameHistoryContract {

    private final PostgresSettings settings = PostgresSettings.defaults().withSchema(PostgresServer.newSchema());

    @Override
    protected Ledger open(InstantSource clock) {
        return PostgresLedger.open(PostgresServer.pool(), clock, settings);
    }

    @Override
    protected Ledger restarted(Ledger ledger, InstantSource clock) {
        ledger.close();
        return open(clock);
    }
}
