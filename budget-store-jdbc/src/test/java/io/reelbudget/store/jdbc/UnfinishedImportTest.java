package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.archive.LedgerArchive;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("A root whose import was cut short")
@RealPostgres
class UnfinishedImportTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final AccountPath ZETA = AccountPath.of("zeta");
    private static final Plan PLAN = Plan.monthly(usd("10"), ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);

    /** Where it was to go. */
    private enum Into {
        DISK,
        DATABASE
    }

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final PostgresSettings settings = PostgresSettings.defaults().withSchema(PostgresServer.newSchema());

    @TempDir
    private Path directory;

    private Ledger source() {
        return Ledger.openJournal(directory.resolve("source"), clock);
    }

    private Ledger target(Into into) {
        return into == Into.DISK
                ? Ledger.openJournal(directory.resolve("target"), clock)
                : PostgresLedger.open(PostgresServer.pool(), clock, settings);
    }

    private static void spend(BlockingLedger calls, String... jobs) {
        for (String job : jobs) {
            calls.hold(ACME, IdempotencyKey.named(job), usd("1"), HOUR);
        }
    }

    private static void cutShort(Ledger source, Ledger target) {
        assertThatThrownBy(() -> LedgerArchive.copy(source, new CutShortLedger(target, 2)))
                .hasMessage("The ledger was lost.");
    }

    private static void assertUnusable(Ledger ledger) {
        BlockingLedger calls = ledger.blocking();
        String message = "Root 'acme' was being imported, or an import of it was cut short, but must be whole to be"
                + " used; wait for the import to end, or import again.";
        assertThatThrownBy(() -> calls.balance(ACME))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> calls.hold(ACME, IdempotencyKey.named("late"), usd("1"), HOUR))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> calls.open(ACME, PLAN))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessage(message);
        assertThat(calls.accounts()).doesNotContain(ACME);
    }

    @ParameterizedTest
    @EnumSource
    void is_used_by_nobody_until_another_import_ends_it(Into into) {
        try (Ledger source = source()) {
            source.blocking().open(ACME, PLAN);
            spend(source.blocking(), "job 1", "job 2", "job 3");
            try (Ledger target = target(into)) {
                cutShort(source, target);

                assertUnusable(target);
            }
            try (Ledger target = target(into)) {
                assertUnusable(target);
                target.blocking().open(ZETA, PLAN);
                assertThat(target.blocking().verify().passed()).isTrue();

                assertThat(LedgerArchive.copy(source, target).added()).isEqualTo(2);

                assertThat(target.blocking().balance(ACME).held()).isEqualTo(usd("3"));
                assertThat(target.blocking().accounts()).containsExactly(ACME, ZETA);
            }
            try (Ledger target = target(into)) {
                assertThat(target.blocking().balance(ACME).held()).isEqualTo(usd("3"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void is_used_by_nobody_where_it_was_in_use_before(Into into) {
        try (Ledger source = source();
                Ledger target = target(into)) {
            source.blocking().open(ACME, PLAN);
            LedgerArchive.copy(source, target);
            spend(source.blocking(), "job 1", "job 2", "job 3");

            cutShort(source, target);

            assertUnusable(target);
            LedgerArchive.copy(source, target);
            assertThat(target.blocking().balance(ACME).held()).isEqualTo(usd("3"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void is_ended_by_nothing_that_has_less_of_it(Into into) {
        Path early = directory.resolve("early.archive");
        try (Ledger source = source();
                Ledger target = target(into)) {
            source.blocking().open(ACME, PLAN);
            LedgerArchive.write(source, early);
            spend(source.blocking(), "job 1", "job 2");
            cutShort(source, target);

            assertThatThrownBy(() -> LedgerArchive.restore(early, target))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("had more entries of an import that was cut short than archive '");

            assertUnusable(target);
        }
    }

    @ParameterizedTest
    @EnumSource
    void is_taken_elsewhere_by_nobody(Into into) {
        try (Ledger source = source();
                Ledger target = target(into)) {
            source.blocking().open(ACME, PLAN);
            spend(source.blocking(), "job 1", "job 2");
            cutShort(source, target);

            assertThatThrownBy(() -> LedgerArchive.write(target, directory.resolve("half.archive")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Roots [acme] were being imported, or an import of them was cut short, but must be whole"
                                    + " to be archived; import them again first.");
        }
    }

    @Test
    void is_not_begun_by_a_role_that_could_not_end_it() throws SQLException {
        try (Connection connection = PostgresServer.pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN CREATE ROLE import_host LOGIN;"
                    + " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        }
        PostgresSchema.grant(PostgresServer.pool(), settings.schema(), "import_host");
        PGSimpleDataSource host = new PGSimpleDataSource();
        host.setURL("jdbc:postgresql://localhost:" + PostgresServer.port() + "/postgres?user=import_host");
        try (Ledger source = source();
                Ledger target = PostgresLedger.open(host, clock, settings)) {
            source.blocking().open(ACME, PLAN);

            assertThatThrownBy(() -> LedgerArchive.copy(source, target))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessageContaining("permission denied");

            assertThat(PostgresServer.ask("SELECT count(*) FROM " + settings.schema() + ".root"))
                    .isEqualTo("0");
            PostgresSchema.grantMoves(PostgresServer.pool(), settings.schema(), "import_host");
            assertThat(LedgerArchive.copy(source, target).added()).isEqualTo(1);
        }
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
