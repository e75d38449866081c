package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.testkit.SameHistoryContract;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A ledger whose roots move between shards and one in memory, sent the same commands")
@RealPostgres
class MovedHistoryTest extends SameHistoryContract {

    private final TwoShards shards = new TwoShards();

    @Override
    protected Ledger open(InstantSource clock) {
        return shards.open(clock);
    }

    /** The ledger stays open: it has the old routes. */
    @Override
    protected Ledger restarted(Ledger ledger, InstantSource clock) {
        for (String root : List.of("a", "b")) {
            shards.moves().move(root, shards.other(root));
        }
        return ledger;
    }
}
