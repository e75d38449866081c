package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shard as a host has it open. A shard that cannot be reached when the host starts is tried again each second, and
 * refuses until then. This class is thread-safe.
 */
final class ShardHost {

    private static final Logger LOG = LoggerFactory.getLogger(ShardHost.class);

    private final String name;
    private final DataSource source;
    private final InstantSource clock;
    private final PostgresSettings settings;
    private volatile @Nullable PostgresLedger ledger;
    private volatile @Nullable LedgerUnavailableException failure;
    private boolean closed;

    /** What is to be done once it is open. */
    private final List<Consumer<PostgresLedger>> waiting = new ArrayList<>();

    ShardHost(String name, DataSource source, InstantSource clock, PostgresSettings settings) {
        this.name = name;
        this.source = source;
        this.clock = clock;
        this.settings = settings;
    }

    DataSource source() {
        return source;
    }

    /**
     * Opens the shard, or begins to try again where its database cannot be reached.
     *
     * @throws LedgerUnavailableException if it was reached and must not be used as it is
     */
    synchronized void open() {
        if (closed || ledger != null) {
            return;
        }
        try {
            PostgresLedger opened = PostgresLedger.openShard(source, clock, settings);
            ledger = opened;
            waiting.forEach(each -> each.accept(opened));
            waiting.clear();
        } catch (LedgerUnavailableException failed) {
            boolean isDown = failed.getCause() instanceof SQLException cause
                    && SqlFailure.of(cause) == SqlFailure.AGAIN_ELSEWHERE;
            if (!isDown) {
                throw failed;
            }
            LOG.warn("Shard '{}' cannot be reached and is tried again each second.", name, failed);
            failure = failed;
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(this::openAgain);
        }
    }

    /** Has something done with the ledger of the shard: now, or as soon as it is open. */
    synchronized void whenOpen(Consumer<PostgresLedger> then) {
        PostgresLedger open = ledger;
        if (open == null) {
            waiting.add(then);
        } else {
            then.accept(open);
        }
    }

    private void openAgain() {
        try {
            open();
        } catch (LedgerUnavailableException failed) {
            LOG.error("Shard '{}' cannot be used.", name, failed);
            failure = failed;
        }
    }

    /**
     * Returns the ledger of the shard.
     *
     * @throws LedgerUnavailableException if it is not open
     */
    PostgresLedger ledger() {
        PostgresLedger open = ledger;
        if (open == null) {
            LedgerUnavailableException why = failure;
            throw new LedgerUnavailableException(
                    "Shard '" + name + "' was not open yet but must be; send the command again with its key. "
                            + (why == null ? "" : why.getMessage()),
                    why);
        }
        return open;
    }

    synchronized void close() {
        closed = true;
        PostgresLedger open = ledger;
        if (open != null) {
            open.close();
        }
    }
}
