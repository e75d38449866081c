package io.reelbudget.examples.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.DecisionHistory;
import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.TurnSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * With {@code -Dreelbudget.hostLease=PT10S} a host that was killed is waited for as long as in production; here leases
 * are shorter.
 */
@DisplayName("Hosts that look after roots by turns")
class HostTurnsTest {

    private static final Logger LOG = LoggerFactory.getLogger(HostTurnsTest.class);
    private static final Duration LEASE = Duration.parse(System.getProperty("reelbudget.hostLease", "PT3S"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration REPLACED_WITHIN = Duration.ofSeconds(30);
    private static final int ROOTS = 6;

    /** A notice and an instance for each root. */
    private static final int ACTIONS = 2 * ROOTS;

    private static HostDatabase database;

    @BeforeAll
    static void start() {
        database = HostDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (database != null) {
            database.close();
        }
    }

    @Test
    void replace_one_that_is_killed_within_30_seconds_and_do_every_action_once()
            throws IOException, SQLException, InterruptedException {
        String schema = "killed";
        database.newSchema(schema);
        try (WatchingProcess one = start(schema, "one");
                WatchingProcess other = start(schema, "other");
                PostgresLedger ledger = WatchingHost.ledger(database.url(), schema, TurnSettings.defaults())) {
            awaitShared(schema, one, other);

            spend(ledger, "first");
            until("the first action", () -> delivered(schema, "WHERE host = 'one'") > 0);
            one.kill();
            Duration took =
                    HostDatabase.until("all actions", REPLACED_WITHIN, () -> distinct(schema, "first") == ACTIONS);

            LOG.warn("With a lease of {} all that a killed host left was done after {}.", LEASE, took);
            assertThat(repeated(schema)).as("calls that were cut off").isLessThanOrEqualTo(2);
            assertDecidedOnce(ledger, "first");
            assertThat(database.number("SELECT count(DISTINCT holder) FROM " + schema + ".lease"))
                    .isEqualTo(1);
        }
    }

    @Test
    void keep_one_that_was_suspended_past_its_lease_from_acting()
            throws IOException, SQLException, InterruptedException {
        String schema = "suspended";
        database.newSchema(schema);
        try (WatchingProcess one = start(schema, "one");
                WatchingProcess other = start(schema, "other");
                PostgresLedger ledger = WatchingHost.ledger(database.url(), schema, TurnSettings.defaults())) {
            awaitShared(schema, one, other);

            spend(ledger, "first");
            until("the first action", () -> delivered(schema, "WHERE host = 'one'") > 0);
            one.suspend();
            spend(ledger, "second"); // some of which were the suspended one's
            until("all actions", () -> distinct(schema, "first") == ACTIONS && distinct(schema, "second") == ACTIONS);
            long resumed = System.currentTimeMillis();
            one.resume();
            until("shared again", () -> leases(schema) == 2);

            assertThat(delivered(schema, "WHERE host = 'one' AND began >= " + resumed))
                    .as("calls by who was suspended")
                    .isZero();
            assertThat(repeated(schema)).as("calls that were cut off").isLessThanOrEqualTo(2);
            assertDecidedOnce(ledger, "first");
            assertDecidedOnce(ledger, "second");
        }
    }

    private static WatchingProcess start(String schema, String name) throws IOException {
        return WatchingProcess.start(database.url(), schema, name, LEASE, ROOTS);
    }

    private static void awaitShared(String schema, WatchingProcess one, WatchingProcess other) throws IOException {
        one.awaitReady();
        other.awaitReady();
        until(
                "half each",
                () -> leases(schema) == 2
                        && database.number("SELECT max(n) - min(n) FROM (SELECT count(*) n FROM " + schema
                                        + ".lease GROUP BY holder) shares")
                                <= 1);
    }

    private static long leases(String schema) {
        return database.number("SELECT count(DISTINCT holder) FROM " + schema + ".lease");
    }

    private static void spend(PostgresLedger ledger, String set) {
        BlockingLedger calls = ledger.blocking();
        for (AccountPath root : WatchingHost.roots(set, ROOTS)) {
            IdempotencyKey job = IdempotencyKey.named("job");
            calls.hold(root, job, Amount.parse("1", Unit.USD), Duration.ofHours(1));
            calls.capture(new HoldId(root, job), IdempotencyKey.named("end"), Amount.parse("1", Unit.USD));
            ledger.turns().tell(root);
        }
    }

    private static long delivered(String schema, String where) {
        return database.number("SELECT count(*) FROM " + schema + ".delivered " + where);
    }

    private static long distinct(String schema, String set) {
        return database.number(
                "SELECT count(DISTINCT key) FROM " + schema + ".delivered WHERE key LIKE '%-" + set + "%'");
    }

    /** A call that was under way when its host stopped is made again with its key. */
    private static long repeated(String schema) {
        return database.number("SELECT count(*) - count(DISTINCT key) FROM " + schema + ".delivered");
    }

    private static void assertDecidedOnce(PostgresLedger ledger, String set) {
        for (AccountPath root : WatchingHost.roots(set, ROOTS)) {
            assertThat(DecisionHistory.of(ledger).newest(root, 10))
                    .as(root.toString())
                    .hasSize(1);
        }
    }

    private static void until(String what, java.util.function.BooleanSupplier condition) {
        HostDatabase.until(what, PATIENCE, condition);
    }
}
