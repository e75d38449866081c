package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.testkit.LedgerContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A ledger over two shards")
@RealPostgres
class ShardedLedgerTest extends LedgerContract {

    private final TwoShards shards = new TwoShards();

    @Override
    protected Ledger open(InstantSource clock) {
        return shards.open(clock);
    }

    @Override
    protected Optional<Ledger> reopen(InstantSource clock) {
        return Optional.of(shards.open(clock));
    }
}
