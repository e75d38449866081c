package io.reelbudget.store.jdbc;

import static io.reelbudget.store.jdbc.TwoShards.EAST;
import static io.reelbudget.store.jdbc.TwoShards.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("Shards")
@RealPostgres
class ShardMovesTest {

    private static final AccountPath ACME = TwoShards.rootOn(EAST);
    private static final AccountPath ZETA = TwoShards.rootOn(WEST);
    private static final Plan PLAN = Plan.monthly(usd("10"), ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final TwoShards shards = new TwoShards();

    @Test
    void let_a_host_with_an_old_route_find_a_root_that_moved_within_the_same_call() {
        try (ShardedLedger host = shards.open(clock);
                ShardedLedger other = shards.open(clock)) {
            host.blocking().open(ACME, PLAN);
            Result.Held held = (Result.Held) host.blocking().hold(ACME, key("hold"), usd("4"), HOUR);
            assertThat(other.blocking().balance(ACME).held()).isEqualTo(usd("4"));

            shards.moves().move(ACME.rootName(), WEST);
            host.blocking().capture(held.id(), key("capture"), usd("3"));

            assertThat(shards.moves().shardOf(ACME.rootName())).isEqualTo(WEST);
            assertThat(other.blocking().balance(ACME).posted()).isEqualTo(usd("3"));
            assertThat(other.blocking().hold(ACME, key("hold"), usd("4"), HOUR)).isEqualTo(held);
            assertThat(other.blocking().verify().differences()).isEmpty();
        }
    }

    @Test
    void have_a_root_that_comes_back_go_on_where_it_was() {
        try (ShardedLedger host = shards.open(clock)) {
            host.blocking().open(ACME, PLAN);
            for (String shard : new String[] {WEST, EAST, WEST, EAST}) {
                Result.HoldResult unused = host.blocking().hold(ACME, IdempotencyKey.random(), usd("1"), HOUR);
                shards.moves().move(ACME.rootName(), shard);
            }

            assertThat(host.blocking().balance(ACME).held()).isEqualTo(usd("4"));
            assertThat(host.blocking().accounts()).containsExactly(ACME);
            assertThat(host.blocking().verify().passed()).isTrue();
        }
    }

    @Test
    void leave_a_root_where_it_is_whose_first_entries_were_dropped() throws SQLException {
        try (ShardedLedger host = shards.open(clock)) {
            host.blocking().open(ACME, PLAN);
            execute(
                    shards.sources.get(EAST),
                    "INSERT INTO " + shards.settings.schema() + ".beginning SELECT id, 1, 0, '' FROM "
                            + shards.settings.schema() + ".root");

            assertThatThrownBy(() -> shards.moves().move(ACME.rootName(), WEST))
                    .isInstanceOf(DroppedEntriesException.class);

            assertThat(shards.moves().onTheirWay()).isEmpty();
            assertThat(shards.moves().shardOf(ACME.rootName())).isEqualTo(EAST);
            assertThat(host.blocking().balance(ACME).available()).isEqualTo(usd("10"));
        }
    }

    @Test
    void move_nothing_when_one_is_added_and_get_new_roots_from_then_on() {
        shards.moves().close(WEST);
        try (ShardedLedger host = shards.open(clock)) {
            host.blocking().open(ZETA, PLAN);
            assertThat(shards.moves().shardOf(ZETA.rootName())).isEqualTo(EAST);

            shards.moves().add(WEST);
            AccountPath later = AccountPath.of(ZETA + "-later");
            for (int i = 0;
                    RootPlacement.of(later.rootName(), shards.sources.keySet()).equals(EAST);
                    i++) {
                later = AccountPath.of(ZETA + "-later-" + i);
            }
            host.blocking().open(later, PLAN);

            assertThat(shards.moves().shardOf(ZETA.rootName())).isEqualTo(EAST);
            assertThat(shards.moves().shardOf(later.rootName())).isEqualTo(WEST);
            assertThat(host.blocking().accounts()).containsExactlyInAnyOrder(ZETA, later);
        }
    }

    @Test
    void refuse_what_was_never_opened() {
        try (ShardedLedger host = shards.open(clock)) {
            assertThatThrownBy(() -> host.blocking().balance(ACME)).isInstanceOf(UnknownAccountException.class);
            assertThatThrownBy(() -> shards.moves().move("nobody", WEST))
                    .hasMessage("Root was 'nobody' but must be one that was opened; check its name.");
            assertThatThrownBy(() -> shards.moves().move("nobody", "north"))
                    .hasMessageContaining("Shard was 'north' but must be one of [");
        }
    }

    @Test
    void leave_the_others_working_where_one_is_down() throws SQLException {
        try (TcpProxy proxy = TcpProxy.to(PostgresServer.port())) {
            PGSimpleDataSource west = new PGSimpleDataSource();
            west.setURL(proxy.url().replace("/postgres?", "/" + TwoShards.WEST_DATABASE + "?"));
            Map<String, DataSource> sources = new HashMap<>(shards.sources);
            sources.put(WEST, west);
            PostgresSettings hasty = shards.settings.withDeadline(Duration.ofMillis(400));
            proxy.cutAll();
            try (ShardedLedger host = ShardedLedger.open(sources, EAST, clock, hasty)) {
                host.blocking().open(ACME, PLAN);
                assertThatThrownBy(() -> host.blocking().open(ZETA, PLAN))
                        .isInstanceOf(LedgerUnavailableException.class)
                        .hasMessageContaining("Shard 'west' was not open yet");
                proxy.letIn();
                opened(host);
                assertThat(host.blocking().balance(ZETA).available()).isEqualTo(usd("10"));

                proxy.cutAll();
                assertThatThrownBy(() -> host.blocking().balance(ZETA)).isInstanceOf(LedgerUnavailableException.class);
                assertThat(host.blocking().balance(ACME).available()).isEqualTo(usd("10"));
                proxy.letIn();
                assertThat(host.blocking().verify().accounts()).isEqualTo(2);
            }
        }
    }

    /** The host tries again by itself. */
    private static void opened(ShardedLedger host) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                host.blocking().open(ZETA, PLAN);
                return;
            } catch (LedgerUnavailableException notYet) {
                if (System.nanoTime() > end) {
                    throw notYet;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void let_hosts_open_roots_and_only_those_who_may_move_them() throws SQLException {
        for (DataSource source : shards.sources.values()) {
            execute(
                    source,
                    "DO $$ BEGIN CREATE ROLE shard_host LOGIN; CREATE ROLE shard_mover LOGIN;"
                            + " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            PostgresSchema.grant(source, shards.settings.schema(), "shard_host");
            PostgresSchema.grant(source, shards.settings.schema(), "shard_mover");
            PostgresSchema.grantMoves(source, shards.settings.schema(), "shard_mover");
        }
        try (ShardedLedger host = ShardedLedger.open(as("shard_host"), EAST, clock, shards.settings)) {
            host.blocking().open(ACME, PLAN);

            assertThatThrownBy(() -> ShardMoves.of(as("shard_host"), EAST, shards.settings)
                            .move(ACME.rootName(), WEST))
                    .hasMessageContaining("permission denied");
            ShardMoves mover = ShardMoves.of(as("shard_mover"), EAST, shards.settings);
            mover.add(WEST);
            mover.move(ACME.rootName(), WEST);

            assertThat(host.blocking().balance(ACME).available()).isEqualTo(usd("10"));
            assertThat(host.blocking().verify().passed()).isTrue();
        }
    }

    private static Map<String, DataSource> as(String role) {
        return Map.of(EAST, source("postgres", role), WEST, source(TwoShards.WEST_DATABASE, role));
    }

    private static DataSource source(String database, String role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://localhost:" + PostgresServer.port() + "/" + database + "?user=" + role);
        return source;
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static IdempotencyKey key(String name) {
        return IdempotencyKey.named(name);
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
