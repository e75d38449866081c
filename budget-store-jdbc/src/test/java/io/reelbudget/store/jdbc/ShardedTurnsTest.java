package io.reelbudget.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hosts that share a ledger over two shards")
@RealPostgres
class ShardedTurnsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TwoShards shards = new TwoShards();

    @Test
    void take_turns_and_hear_of_notes_wherever_the_roots_are() {
        try (ShardedLedger one = shards.open(InstantSource.system());
                ShardedLedger other = shards.open(InstantSource.system())) {
            List<String> noted = new CopyOnWriteArrayList<>();
            other.turns().listen(new HostTurns.Listener() {
                @Override
                public void noted(AccountPath root) {
                    noted.add(root.toString());
                }
            });
            for (String shard : List.of(TwoShards.EAST, TwoShards.WEST)) {
                AccountPath root = TwoShards.rootOn(shard);
                one.blocking().open(root, Plan.monthly(Amount.parse("10", Unit.USD), ZoneOffset.UTC));
                assertThat(shards.moves().shardOf(root.rootName())).isEqualTo(shard);
                one.turns().offer(root);
                other.turns().offer(root);
                Until.isSo(
                        "somebody's turn",
                        PATIENCE,
                        () -> one.turns().isOurs(root) || other.turns().isOurs(root));
                assertThat(one.turns().isOurs(root)).isNotEqualTo(other.turns().isOurs(root));

                one.blocking().submit(new Command.Note(root, IdempotencyKey.random(), "test", "a note"));
                Until.isSo("heard of", PATIENCE, () -> noted.contains(root.toString()));
            }
        }
    }
}
