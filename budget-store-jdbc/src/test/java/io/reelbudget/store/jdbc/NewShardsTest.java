package io.reelbudget.store.jdbc;

import static io.reelbudget.store.jdbc.TwoShards.EAST;
import static io.reelbudget.store.jdbc.TwoShards.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A database that was used alone and becomes a shard")
@RealPostgres
class NewShardsTest {

    private static final AccountPath ACME = TwoShards.rootOn(EAST);
    private static final AccountPath ZETA = TwoShards.rootOn(WEST);
    private static final Plan PLAN = Plan.monthly(usd("10"), ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final TwoShards shards = new TwoShards(List.of());

    private PostgresLedger alone(String shard) {
        return PostgresLedger.open(shards.sources.get(shard), clock, shards.settings);
    }

    @Test
    void comes_with_its_roots_when_it_is_added() {
        try (PostgresLedger alone = alone(WEST)) {
            alone.blocking().open(ACME, PLAN);
            shards.moves().add(EAST);

            shards.moves().add(WEST);

            assertThat(shards.moves().takeIn(WEST)).isEqualTo(1);
            try (ShardedLedger host = shards.open(clock)) {
                assertThat(host.blocking().open(ACME, PLAN)).isNotNull();
                assertThat(shards.moves().shardOf(ACME.rootName())).isEqualTo(WEST);
                shards.moves().move(ACME.rootName(), EAST);
                assertThat(host.blocking().balance(ACME).available()).isEqualTo(usd("10"));
                assertThat(host.blocking().verify().differences()).isEmpty();
            }
        }
    }

    @Test
    void lets_hosts_that_have_it_open_go_on_with_its_roots_until_they_move_and_open_no_others() {
        try (PostgresLedger alone = alone(EAST)) {
            alone.blocking().open(ACME, PLAN);
            List.of(EAST, WEST).forEach(shards.moves()::add);

            assertThat(alone.blocking().hold(ACME, IdempotencyKey.named("job"), usd("1"), HOUR))
                    .isInstanceOf(Result.Held.class);
            assertThat(alone.blocking().open(ACME, PLAN)).isNotNull();
            assertThatThrownBy(() -> alone.blocking().open(ZETA, PLAN))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessage("Root '" + ZETA + "' was to be opened by a ledger of one database alone, which was made"
                            + " one of several shards since, but must be opened where their directory says; open a"
                            + " ShardedLedger. Nothing was changed.");
            shards.moves().move(ACME.rootName(), WEST);
            assertThatThrownBy(() -> alone.blocking().balance(ACME))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessage("Root '" + ACME + "' was moved to another database, or is being moved, but must be in"
                            + " this one; open a ShardedLedger, which finds it.");
            assertThat(alone.blocking().accounts()).isEmpty();
        }
    }

    @Test
    void is_opened_by_itself_no_more() {
        List.of(EAST, WEST).forEach(shards.moves()::add);

        for (String shard : List.of(EAST, WEST)) {
            assertThatThrownBy(() -> alone(shard))
                    .isInstanceOf(LedgerUnavailableException.class)
                    .hasMessage("Schema '" + shards.settings.schema() + "' was made one of several shards by ShardMoves"
                            + " but must be the only one to be used by itself; open a ShardedLedger over all of them.");
        }
    }

    @Test
    void is_waited_for_while_somebody_opens_a_root_in_it() throws Exception {
        shards.moves().add(EAST);
        String schema = shards.settings.schema();
        try (PostgresLedger alone = alone(WEST);
                Connection somebody = shards.sources.get(WEST).getConnection();
                Statement statement = somebody.createStatement()) {
            somebody.setAutoCommit(false);
            statement.execute("LOCK TABLE " + schema + ".entry IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<?> opened =
                    CompletableFuture.supplyAsync(() -> alone.blocking().open(ACME, PLAN));
            Until.isSo("the batch has looked for the mark", Duration.ofSeconds(20), () -> waiters() > 0);

            CompletableFuture<?> added =
                    CompletableFuture.runAsync(() -> shards.moves().add(WEST));
            Until.isSo("both wait", Duration.ofSeconds(20), () -> waiters() > 1);
            assertThat(added).isNotDone();
            somebody.rollback();
            somebody.setAutoCommit(true);

            opened.join();
            added.join();
            assertThat(shards.moves().shardOf(ACME.rootName())).isEqualTo(WEST);
        }
    }

    private static int waiters() {
        try {
            return Integer.parseInt(PostgresServer.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = '"
                    + TwoShards.WEST_DATABASE + "' AND wait_event_type = 'Lock'"));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void is_added_after_a_directory_that_has_roots_of_its_own() {
        try (PostgresLedger alone = alone(EAST)) {
            alone.blocking().open(ACME, PLAN);
        }

        assertThatThrownBy(() -> shards.moves().add(WEST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Directory 'east' had roots of its own, such as '" + ACME + "', that are written down"
                        + " nowhere, but must be added first; call add(\"east\").");

        List.of(EAST, WEST).forEach(shards.moves()::add);
        assertThat(shards.moves().shardOf(ACME.rootName())).isEqualTo(EAST);
    }

    @Test
    void is_refused_where_another_shard_has_a_root_of_the_same_name() {
        for (String shard : List.of(EAST, WEST)) {
            try (PostgresLedger alone = alone(shard)) {
                alone.blocking().open(ACME, PLAN);
            }
        }
        shards.moves().add(EAST);

        assertThatThrownBy(() -> shards.moves().add(WEST))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "Root '" + ACME + "' was on shard 'east' by the directory but has entries on 'west'; it must"
                                + " be on one of them.");
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
