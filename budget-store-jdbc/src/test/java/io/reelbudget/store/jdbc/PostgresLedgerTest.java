package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.testkit.LedgerContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A ledger on PostgreSQL")
class PostgresLedgerTest extends LedgerContract {

    private final PostgresSettings settings = PostgresSettings.defaults().withSchema(PostgresServer.newSchema());

    @Override
    protected Ledger open(InstantSource clock) {
        return PostgresLedger.open(PostgresServer.pool(), clock, settings);
    }

    @Override
    protected Optional<Ledger> reopen(InstantSource clock) {
        return Optional.of(open(clock));
    }
}
