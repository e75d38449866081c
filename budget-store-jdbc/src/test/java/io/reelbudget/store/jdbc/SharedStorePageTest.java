package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page on the shared store")
class SharedStorePageTest {

    private static final AccountPath ACCOUNT = AccountPath.of("acme");

    @Test
    void shows_tables_rights_and_a_ledger() throws SQLException {
        DataSource owner = PostgresServer.pool();
        DataSource dataSource = owner;
        AccountPath account = ACCOUNT;
        String role = "transcoder_of_the_page";
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + role + " LOGIN");
        }

        PostgresSchema.apply(owner, "reelbudget", Instant.now());
        PostgresSchema.grant(owner, "reelbudget", role);

        try (Ledger ledger = PostgresLedger.open(dataSource, InstantSource.system())) {
            ledger.blocking().open(account, Plan.monthly(Amount.parse("5", Unit.USD), ZoneOffset.UTC));
        }
        try (Ledger ledger = PostgresLedger.open(dataSource, InstantSource.system())) {
            BlockingLedger calls = ledger.blocking();
            calls.hold(account, IdempotencyKey.named("hold job 4711"), Amount.parse("1.20", Unit.USD), Duration.ofHours(1));
        }
        try (Ledger ledger = PostgresLedger.open(dataSource, InstantSource.system())) {
            assertThat(ledger.blocking().balance(account).held()).isEqualTo(Amount.parse("1.20", Unit.USD));
        }
    }
}
