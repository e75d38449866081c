package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns that hosts take by leases in their database: one row for each host, which it keeps alive by its signs of life,
 * and one for each root. A turn counts while its holder lives, by the database's clock; a host counts its own by the
 * time since it sent its last sign, so that it never thinks longer than the database that the turn is its own.
 *
 * <p>This class is thread-safe.
 */
final class PostgresTurns implements HostTurns, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresTurns.class);

    private final DataSource source;
    private final HostSql sql;
    private final String host;
    private final int patienceMillis;
    private final HeldTurns held = new HeldTurns();
    private final Set<String> offered = ConcurrentHashMap.newKeySet();
    private final HostNews news;
    private final TurnRounds rounds;

    PostgresTurns(DataSource source, PostgresSettings ledger, TurnSettings settings, String host) {
        this.source = source;
        this.sql = new HostSql(ledger.schema());
        this.host = host;
        this.patienceMillis = settings.patienceMillis();
        this.news = new HostNews(host, root -> held.has(root, System.nanoTime()));
        this.rounds = new TurnRounds(source, ledger, settings, host, held, offered, news);
    }

    void start() {
        rounds.start();
    }

    @Override
    public void offer(AccountPath account) {
        if (offered.add(account.rootName())) {
            rounds.offered();
        }
    }

    @Override
    public boolean isOurs(AccountPath account) {
        return held.has(account.rootName(), System.nanoTime());
    }

    @Override
    public Optional<Turn> begin(AccountPath account) {
        String root = account.rootName();
        HeldTurns.Held begun = held.begin(root, System.nanoTime());
        return begun == null ? Optional.empty() : Optional.of(new LeasedTurn(root, begun));
    }

    @Override
    public void tell(AccountPath account) {
        news.toTell(account);
    }

    @Override
    public void listen(Listener listener) {
        news.listen(listener);
    }

    /**
     * Gives all turns back, so that others take them at once; waits for what was begun in them as long as a lease
     * lasts, and keeps the turns of what is not over by then until the lease ends. Closing again does nothing.
     */
    @Override
    public void close() {
        rounds.close();
    }

    private boolean databaseSaysSo(String root, long number) {
        try (Connection connection = source.getConnection()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, patienceMillis);
            try {
                boolean isSo = databaseSaysSo(connection, root, number);
                if (!connection.getAutoCommit()) {
                    connection.rollback(); // asking began a transaction, which must not go back to the pool
                }
                return isSo;
            } finally {
                if (!connection.isClosed()) {
                    connection.setNetworkTimeout(Runnable::run, usual);
                }
            }
        } catch (SQLException unknown) {
            throw new LedgerUnavailableException(
                    "Whether it is still this host's turn to look after '" + root + "' was not known but must be;"
                            + " nothing was done about it, so try again: " + unknown.getMessage(),
                    unknown);
        }
    }

    private boolean databaseSaysSo(Connection connection, String root, long number) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(sql.holds)) {
            ask.setString(1, root);
            ask.setString(2, host);
            ask.setLong(3, number);
            try (ResultSet row = ask.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Something that is done in a turn. */
    private final class LeasedTurn implements Turn {
        private final String root;
        private final HeldTurns.Held begun;
        private boolean isClosed;

        private LeasedTurn(String root, HeldTurns.Held begun) {
            this.root = root;
            this.begun = begun;
        }

        @Override
        public long number() {
            return begun.number();
        }

        @Override
        public boolean holds() {
            // The clock once more after the database: this host may have been suspended before it read the answer.
            return held.stillHas(root, begun, System.nanoTime())
                    && databaseSaysSo(root, begun.number())
                    && held.stillHas(root, begun, System.nanoTime());
        }

        @Override
        public synchronized void close() {
            if (!isClosed) {
                isClosed = true;
                held.end(begun);
            }
        }
    }

    /** Tells listeners, none of whom can harm the others. */
    static void guarded(Iterable<Listener> listeners, Consumer<Listener> what) {
        for (Listener each : listeners) {
            try {
                what.accept(each);
            } catch (RuntimeException fault) {
                LOG.error("Whoever listens to what other hosts do failed.", fault);
            }
        }
    }
}
