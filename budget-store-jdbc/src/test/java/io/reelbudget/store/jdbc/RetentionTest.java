package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Rerating;
import io.reelbudget.ledger.Statement;
import io.reelbudget.ledger.Verification;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Beside it a ledger in memory is sent the same commands and keeps everything. */
@DisplayName("A shared ledger whose old months are dropped")
@RealPostgres
class RetentionTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath ANN = AccountPath.of("acme/ann");
    private static final AccountPath IDLE = AccountPath.of("idle");
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final YearMonth APRIL = YearMonth.of(2026, 4);
    private static final YearMonth MAY = YearMonth.of(2026, 5);
    private static final Instant IN_MARCH = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant KEPT_FROM = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant IN_MAY = Instant.parse("2026-05-20T12:00:00Z");

    private final SettableClock clock = new SettableClock(IN_MARCH);
    private final String schema = PostgresServer.newSchema();
    private final PostgresSettings settings =
            PostgresSettings.defaults().withSchema(schema).withConnections(1);
    private final PostgresLedger ledger = PostgresLedger.open(PostgresServer.pool(), clock, settings);
    private final Ledger keepingAll = Ledger.inMemory(clock);

    /** It last looked in March. */
    private final PostgresLedger seldom = PostgresLedger.open(PostgresServer.pool(), clock, settings);

    @BeforeEach
    void work() {
        PostgresSchema.addMonths(PostgresServer.pool(), schema, IN_MARCH);
        Plan plan = Plan.monthly(usd("100"), ZoneOffset.UTC);
        for (AccountPath account : List.of(ACME, ANN, IDLE)) {
            both(new Command.OpenAccount(account, key("open " + account), plan));
        }
        both(new Command.PlaceHold(IDLE, key("idle"), usd("7"), Duration.ofDays(365), Labels.none()));
        doJobs("march", 12);
        seldom.blocking().balance(ANN);
        clock.set(Instant.parse("2026-04-15T12:00:00Z"));
        doJobs("april", 12);
        clock.set(IN_MAY);
        doJobs("may", 12);
    }

    @AfterEach
    void verifyAndClose() {
        assertThat(ledger.blocking().verify().differences()).isEmpty();
        seldom.close();
        ledger.close();
    }

    private void doJobs(String month, int count) {
        for (int job = 0; job < count; job++) {
            IdempotencyKey hold = key(month + " hold " + job);
            both(new Command.PlaceHold(ANN, hold, usd("2"), Duration.ofHours(1), Labels.of("codec", "av1")));
            if (job % 4 > 0) {
                both(new Command.CaptureHold(
                        new HoldId(ANN, hold), key(month + " capture " + job), usd("1"), Labels.of("codec", "av1")));
            }
            clock.advance(Duration.ofMinutes(7));
        }
    }

    private Object both(Command<?> command) {
        Object answer = ledger.blocking().submit(command);
        assertThat(answer).isEqualTo(keepingAll.blocking().submit(command));
        return answer;
    }

    private List<YearMonth> dropBeforeMay() {
        return PostgresRetention.dropMonthsBefore(PostgresServer.pool(), schema, MAY, clock.instant());
    }

    @Test
    void has_their_partitions_no_more_and_stands_as_it_did() throws SQLException {
        assertThat(dropBeforeMay()).containsExactly(MARCH, APRIL);

        assertThat(PostgresServer.ask("SELECT count(*) FROM " + schema + ".entry WHERE at < " + micros(KEPT_FROM)))
                .isEqualTo("0");
        assertThat(PostgresServer.ask("SELECT count(*) FROM pg_class WHERE relnamespace = '" + schema
                        + "'::regnamespace AND relname IN ('entry_2026_03', 'entry_2026_04')"))
                .isEqualTo("0");
        try (PostgresLedger opened = PostgresLedger.open(PostgresServer.pool(), clock, settings)) {
            for (PostgresLedger host : List.of(ledger, seldom, opened)) {
                for (AccountPath account : List.of(ACME, ANN, IDLE)) {
                    requireSame(host, new Query.BalanceOf(account));
                    requireSame(host, new Query.OpenHoldsOf(account));
                    requireSame(host, new Query.GrantsOf(account));
                    requireSame(host, new Query.SealOf(account));
                    requireSame(host, new Query.UsageOf(account, IN_MARCH, IN_MAY));
                }
            }
        }
        doJobs("later", 5);
        both(new Command.CaptureHold(new HoldId(IDLE, key("idle")), key("idle capture"), usd("3"), Labels.none()));
    }

    @Test
    void verifies_what_is_kept_and_seals_it_to_what_was_there_before() {
        dropBeforeMay();

        Verification found = ledger.blocking().verify();

        assertThat(found.differences()).isEmpty();
        assertThat(found.since()).hasValueSatisfying(since -> assertThat(since).isBefore(KEPT_FROM));
        assertThat(found.seals()).isEqualTo(keepingAll.blocking().verify().seals());
    }

    @Test
    void names_the_time_from_which_all_are_kept_to_whoever_asks_for_more() {
        OptionalLong early = OptionalLong.of(keepingAll.blocking().statement(ANN, Query.MAX_PAGE).entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.CAPTURED)
                .mapToLong(Entry::sequence)
                .min()
                .orElseThrow());
        dropBeforeMay();
        BlockingLedger calls = ledger.blocking();

        Statement page = calls.statement(ANN, Query.MAX_PAGE);
        assertThat(page.entries()).isNotEmpty().allSatisfy(entry -> assertThat(entry.time())
                .isAfterOrEqualTo(KEPT_FROM));
        requireDropped(() -> calls.read(new Query.StatementOf(ANN, page.next(), Query.MAX_PAGE)));
        requireDropped(() -> calls.read(new Query.UsageByLabel(ANN, "codec", IN_MARCH, IN_MAY)));
        requireDropped(() -> calls.read(new Query.CommandsOf(ANN, IN_MARCH, IN_MAY)));
        requireDropped(() -> calls.refund(ANN, key("refund"), early.getAsLong(), usd("1"), "late"));
        Rerating rerating = new Rerating(ANN, IN_MARCH, IN_MAY, "2026-05", "another card");
        requireDropped(() -> rerating.run(calls, entry -> usd("2")));
        assertThatThrownBy(() -> calls.balanceAsOf(ANN, IN_MARCH.plus(Duration.ofDays(1))))
                .isInstanceOfSatisfying(DroppedEntriesException.class, dropped -> assertThat(dropped.oldestKept())
                        .isBetween(IN_MARCH.plus(Duration.ofDays(1)), KEPT_FROM));

        requireSame(ledger, new Query.BalanceAsOf(ANN, IN_MAY.plus(Duration.ofMinutes(30))));
        requireSame(ledger, new Query.UsageByLabel(ANN, "codec", KEPT_FROM, clock.instant()));
        requireSame(ledger, new Query.CommandsOf(ANN, KEPT_FROM, clock.instant()));
        assertThat(calls.statement(IDLE, 10).entries())
                .allSatisfy(entry -> assertThat(entry.time()).isAfterOrEqualTo(KEPT_FROM));
        requireDropped(() -> calls.read(new Query.StatementOf(IDLE, OptionalLong.of(4), 10)));
    }

    @Test
    void answers_commands_of_the_last_days_again_and_has_forgotten_those_of_before() {
        dropBeforeMay();

        both(new Command.PlaceHold(ANN, key("may hold 3"), usd("2"), Duration.ofHours(1), Labels.of("codec", "av1")));
        both(new Command.PlaceHold(ANN, key("march hold 3"), usd("5"), Duration.ofHours(1), Labels.none()));
        requireSame(ledger, new Query.OutcomeOf(ANN, key("april hold 3")));
    }

    @Test
    void may_drop_more_later_and_nothing_twice() {
        assertThat(dropBeforeMay()).containsExactly(MARCH, APRIL);
        assertThat(dropBeforeMay()).isEmpty();

        clock.set(Instant.parse("2026-06-25T12:00:00Z"));
        doJobs("june", 10);
        assertThat(PostgresRetention.dropMonthsBefore(
                        PostgresServer.pool(), schema, YearMonth.of(2026, 6), clock.instant()))
                .containsExactly(MAY);

        requireSame(seldom, new Query.BalanceOf(ANN));
        requireSame(seldom, new Query.BalanceOf(IDLE));
    }

    @Test
    void drops_nothing_that_commands_sent_again_need() {
        assertThatThrownBy(() -> PostgresRetention.dropMonthsBefore(
                        PostgresServer.pool(), schema, MAY, Instant.parse("2026-05-08T23:59:59Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Month was 2026-05 but must have begun eight days before 2026-05-08T23:59:59Z at least, for so"
                                + " long commands that are sent again are answered from their entries; name an earlier one.");
    }

    @Test
    void drops_nothing_where_an_entry_was_changed() throws SQLException {
        String change = "UPDATE " + schema + ".entry SET record = set_byte(record, 40, get_byte(record, 40) # 1)"
                + " WHERE at = (SELECT max(at) FROM " + schema + ".entry_2026_03)";
        execute(change);

        assertThatThrownBy(this::dropBeforeMay).isInstanceOf(RuntimeException.class);
        execute(change);

        assertThat(PostgresServer.ask("SELECT count(*) FROM " + schema + ".entry WHERE at < " + micros(KEPT_FROM)))
                .isNotEqualTo("0");
    }

    @Test
    void drops_nothing_when_a_host_with_a_late_clock_adds_to_a_month_meanwhile() throws SQLException {
        PostgresSchema.inTransaction(
                PostgresServer.pool(), "keep", statement -> new RootBeginnings(schema, micros(KEPT_FROM))
                        .keepAfter(statement, 0));
        SettableClock late = new SettableClock(Instant.parse("2026-04-20T12:00:00Z"));
        try (PostgresLedger host = PostgresLedger.open(PostgresServer.pool(), late, settings)) {
            host.blocking().hold(IDLE, key("late"), usd("1"), Duration.ofDays(90));
        }

        assertThatThrownBy(() -> PostgresSchema.inTransaction(
                        PostgresServer.pool(), "drop", statement -> PostgresRetention.drop(statement, schema, MAY)))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageStartingWith("Root 'idle' was given an entry of a month that was to be dropped");

        assertThat(dropBeforeMay()).containsExactly(MARCH, APRIL);
        assertThat(ledger.blocking().balance(IDLE).held()).isEqualTo(usd("8"));
    }

    @Test
    void lets_hosts_work_on_while_months_go() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        Thread host = new Thread(() -> {
            try {
                for (int job = 0; job < 30; job++) {
                    seldom.blocking().hold(ANN, key("meanwhile " + job), usd("0.01"), Duration.ofHours(1));
                }
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        });
        host.start();

        assertThat(dropBeforeMay()).containsExactly(MARCH, APRIL);
        host.join();

        assertThat(failures).isEmpty();
    }

    private void requireSame(Ledger host, Query<?> query) {
        assertThat((Object) host.blocking().read(query))
                .as("%s", query)
                .isEqualTo(keepingAll.blocking().read(query));
    }

    private static void requireDropped(ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(DroppedEntriesException.class, dropped -> assertThat(dropped.oldestKept())
                        .isBeforeOrEqualTo(KEPT_FROM));
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = PostgresServer.pool().getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
