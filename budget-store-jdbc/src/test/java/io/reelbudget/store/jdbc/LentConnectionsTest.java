package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Over a source that sets nothing right by itself, as pools do. */
@DisplayName("Connections that a host lends")
@RealPostgres
class LentConnectionsTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final int NETWORK_MILLIS = 54_321;

    private final List<String> returned = new CopyOnWriteArrayList<>();

    private DataSource source() {
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setURL("jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=postgres");
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> method.getName().equals("getConnection")
                        ? watched(plain.getConnection())
                        : method.invoke(plain, arguments));
    }

    private Connection watched(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        returned.add(connection.getAutoCommit() + " " + connection.getNetworkTimeout() + " "
                                + connection.unwrap(BaseConnection.class).getTransactionState());
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Test
    void come_back_as_they_were_lent_from_batches_turns_and_questions() throws Exception {
        PostgresSettings settings = PostgresSettings.defaults().withSchema(PostgresServer.newSchema());
        try (PostgresLedger ledger = PostgresLedger.open(source(), new SettableClock(PostgresServer.NOW), settings)) {
            ledger.blocking().open(ACME, Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC));
            HostTurns turns = ledger.turns();
            turns.offer(ACME);
            Until.isSo("this host's turn", Duration.ofSeconds(20), () -> turns.isOurs(ACME));
            try (HostTurns.Turn turn = turns.begin(ACME).orElseThrow()) {
                assertThat(turn.holds()).isTrue();
            }
            assertThat(ledger.storeTime()).isPresent();
            assertThat(ledger.blocking().verify().differences()).isEmpty();
        }

        assertThat(returned).isNotEmpty().containsOnly("false " + NETWORK_MILLIS + " IDLE");
    }
}
