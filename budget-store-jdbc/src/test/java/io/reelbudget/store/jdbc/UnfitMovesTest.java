package io.reelbudget.store.jdbc;

import static io.reelbudget.store.jdbc.TwoShards.EAST;
import static io.reelbudget.store.jdbc.TwoShards.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.testkit.SettableClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A move between shards whose databases are not as they must be")
@RealPostgres
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnfitMovesTest {

    private static final AccountPath ACME = TwoShards.rootOn(EAST);
    private static final String ROOT = ACME.rootName();

    private final SettableClock clock = new SettableClock(PostgresServer.NOW);
    private final TwoShards shards = new TwoShards();

    @Test
    void has_its_root_used_again_where_the_rest_of_the_copy_does_not_follow() {
        try (ShardedLedger host = shards.open(clock)) {
            openAndMoveThereAndBack(host);
            ShardMoves moves = shards.moves(step -> {
                if (step == MoveStep.FENCE) {
                    changeNewestSealOn(WEST);
                }
            });

            assertThatThrownBy(() -> moves.move(ROOT, WEST))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Root '" + ROOT + "' could not be copied to shard 'west' but must be the"
                            + " same there; it stays where it is. Verify both. (");

            assertThat(shards.moves().onTheirWay()).isEmpty();
            assertThat(shards.moves().shardOf(ROOT)).isEqualTo(EAST);
            assertThat(host.blocking().balance(ACME).held()).isEqualTo(usd("1"));
        }
    }

    @Test
    void ends_with_a_message_where_a_row_cannot_come_back() {
        leaveBetween("UPDATE %s.route SET phase = 3, target = 'west', source = 'east'", EAST);
        execute(EAST, "UPDATE %s.root SET state = 3");

        assertThatThrownBy(() -> shards.moves().finish(ROOT))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("its rows are not as the directory says")
                .hasMessageContaining("come back on shard 'east' but was GONE");
        assertThatThrownBy(() -> shards.moves().turnBack(ROOT)).isInstanceOf(LedgerUnavailableException.class);
    }

    @Test
    void ends_with_a_message_where_a_row_cannot_arrive() {
        leaveBetween("UPDATE %s.route SET phase = 2, target = 'west', source = 'east'", EAST);

        assertThatThrownBy(() -> shards.moves().finish(ROOT))
                .isInstanceOf(LedgerUnavailableException.class)
                .hasMessageContaining("its rows are not as the directory says");
    }

    private void leaveBetween(String sql, String shard) {
        try (ShardedLedger host = shards.open(clock)) {
            openAndMoveThereAndBack(host);
        }
        execute(shard, sql);
    }

    private void openAndMoveThereAndBack(ShardedLedger host) {
        host.blocking().open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
        shards.moves().move(ROOT, WEST);
        shards.moves().move(ROOT, EAST);
        host.blocking().hold(ACME, IdempotencyKey.named("job 1"), usd("1"), Duration.ofHours(1));
    }

    private void changeNewestSealOn(String shard) {
        execute(
                shard,
                "UPDATE %1$s.entry SET record = set_byte(record, length(record) - 1,"
                        + " 255 - get_byte(record, length(record) - 1))"
                        + " WHERE position = (SELECT max(position) FROM %1$s.entry)");
    }

    private void execute(String shard, String sql) {
        try (Connection connection = shards.sources.get(shard).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(String.format(sql, shards.settings.schema()));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Amount usd(String amount) {
        return Amount.parse(amount, Unit.USD);
    }
}
