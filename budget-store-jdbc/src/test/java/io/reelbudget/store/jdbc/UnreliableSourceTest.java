package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A ledger whose source of connections throws what no source should")
@RealPostgres
class UnreliableSourceTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Plan PLAN = Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC);

    private final AtomicBoolean isBroken = new AtomicBoolean();
    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final PostgresSettings settings = PostgresSettings.defaults()
            .withSchema(PostgresServer.newSchema())
            .withConnections(1)
            .withDeadline(Duration.ofMillis(400));

    private DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (isBroken.get() && method.getName().equals("getConnection")) {
                        throw new IllegalStateException("This pool was shut down.");
                    }
                    try {
                        return method.invoke(PostgresServer.pool(), arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Test
    @Timeout(60)
    void answers_at_the_deadline_and_goes_on_when_the_source_does() {
        try (PostgresLedger ledger = PostgresLedger.open(source(), clock, settings)) {
            isBroken.set(true);

            assertThatThrownBy(() -> ledger.blocking().open(ACME, PLAN))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("within its deadline of PT0.4S")
                    .hasMessageContaining("This pool was shut down.");

            isBroken.set(false);
            ledger.blocking().open(ACME, PLAN);
            assertThat(ledger.blocking().balance(ACME).available()).isEqualTo(Amount.parse("10", Unit.USD));
        }
    }
}
