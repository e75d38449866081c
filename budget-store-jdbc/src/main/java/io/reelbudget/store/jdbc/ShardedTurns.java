package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Turns over several databases: the directory says whose turn each root is, wherever the root is, so that it need not
 * change when the root is moved. What was noted about a root is heard of from the shard that has it.
 *
 * <p>This class is thread-safe.
 */
final class ShardedTurns implements HostTurns, AutoCloseable {

    private final PostgresTurns directory;
    private final Collection<ShardHost> shards;

    ShardedTurns(DataSource directory, PostgresSettings settings, Collection<ShardHost> shards) {
        this.directory = new PostgresTurns(
                directory, settings, TurnSettings.defaults(), UUID.randomUUID().toString());
        this.shards = shards;
    }

    void start() {
        directory.start();
    }

    @Override
    public void offer(AccountPath account) {
        directory.offer(account);
    }

    @Override
    public boolean isOurs(AccountPath account) {
        return directory.isOurs(account);
    }

    @Override
    public Optional<Turn> begin(AccountPath account) {
        return directory.begin(account);
    }

    @Override
    public void tell(AccountPath account) {
        directory.tell(account);
    }

    @Override
    public void listen(Listener listener) {
        directory.listen(new ButNotes(listener));
        shards.forEach(shard -> shard.whenOpen(ledger -> ledger.turns().listen(new NotesAlone(listener))));
    }

    @Override
    public void close() {
        directory.close();
    }

    /** What the directory tells. Notes about roots of its own are told by it as a shard, which knows this host's. */
    private record ButNotes(Listener listener) implements Listener {
        @Override
        public void begun(AccountPath root) {
            listener.begun(root);
        }

        @Override
        public void happened(AccountPath account) {
            listener.happened(account);
        }

        @Override
        public void hostDied() {
            listener.hostDied();
        }
    }

    /** What a shard tells. */
    private record NotesAlone(Listener listener) implements Listener {
        @Override
        public void noted(AccountPath root) {
            listener.noted(root);
        }

        @Override
        public void notedAnywhere() {
            listener.notedAnywhere();
        }
    }
}
