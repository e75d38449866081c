package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.engine.Positions;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One connection of a lane: a fixed number of statements for each batch, however large. Not thread-safe. */
final class BatchConnection implements AutoCloseable {

    /** What to do about a root that somebody else works on. */
    enum Locking {
        SKIP,
        WAIT
    }

    /** How long others are waited for where there is nothing else to do, in milliseconds. */
    private static final int LOCK_WAIT_MILLIS = 50;

    /** How the host lent the connection. */
    private record Lent(boolean autoCommit, int networkMillis) {}

    private final Connection connection;
    private final Lent lent;
    private final LedgerSql sql;
    private final SessionSettings session;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private @Nullable SQLException readFailure;

    /**
     * Whether something was read since the last commit that this connection had not written itself. So it begins: who
     * uses it may know what was read over another one, whose commit was not to be had.
     */
    private boolean hasUnconfirmed = true;

    private BatchConnection(Connection connection, LedgerSql sql, SessionSettings session, Lent lent) {
        this.connection = connection;
        this.lent = lent;
        this.sql = sql;
        this.session = session;
    }

    static BatchConnection open(DataSource source, LedgerSql sql, PostgresSettings settings) throws SQLException {
        Connection connection = source.getConnection();
        try {
            Lent lent = new Lent(connection.getAutoCommit(), connection.getNetworkTimeout());
            long statementMillis = settings.statementTimeout().toMillis();
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(statementMillis + OwnTransaction.NETWORK_SLACK_MILLIS));
            connection.setAutoCommit(false);
            Optional<String> objection = DurabilityCheck.objection(connection, settings.durability());
            if (objection.isPresent()) {
                throw new SQLException(objection.get(), OwnTransaction.CANNOT_CONNECT_NOW);
            }
            SessionSettings session = SessionSettings.begin(connection, statementMillis, settings.durability());
            connection.commit();
            return new BatchConnection(connection, sql, session, lent);
        } catch (SQLException | RuntimeException failed) {
            abort(connection);
            throw failed;
        }
    }

    private PreparedStatement statement(String text) throws SQLException {
        PreparedStatement known = prepared.get(text);
        if (known == null) {
            known = connection.prepareStatement(text);
            prepared.put(text, known);
        }
        return known;
    }

    /** Shows the number of each root that is there. */
    Map<String, Integer> numbers(Collection<String> names) throws SQLException {
        PreparedStatement numbers = statement(sql.numbers);
        numbers.setObject(1, names.toArray(String[]::new));
        Map<String, Integer> found = new HashMap<>();
        try (ResultSet rows = numbers.executeQuery()) {
            while (rows.next()) {
                found.put(rows.getString(2), Math.toIntExact(rows.getLong(1)));
            }
        }
        return found;
    }

    /** Returns whether the database is one of several; it stays as it is until the transaction ends. */
    boolean isShard() throws SQLException {
        try (ResultSet found = statement(sql.isShard).executeQuery()) {
            return found.next();
        }
    }

    /** Makes roots, in the order of their names, that nobody else has made meanwhile. */
    void makeRoots(Collection<String> names) throws SQLException {
        PreparedStatement make = statement(sql.makeRoots);
        make.setObject(1, names.stream().sorted().toArray(String[]::new));
        make.executeUpdate();
    }

    /**
     * Locks roots, and looks for the records that keys may be in, once they are locked.
     *
     * @param known is shown these records
     * @return what is said of each root that could be locked
     */
    Map<Integer, LockedRoot> lock(
            long[] roots, Locking locking, long[] keyHashes, long since, ObjLongConsumer<byte[]> known)
            throws SQLException {
        if (locking == Locking.WAIT) {
            session.limitLockWait(connection, LOCK_WAIT_MILLIS);
        }
        String locks = locking == Locking.WAIT ? sql.lock : sql.lockFree;
        PreparedStatement both = statement(locks + "; " + sql.known);
        both.setObject(1, roots);
        both.setObject(2, keyHashes);
        both.setLong(3, since);
        both.execute();
        Map<Integer, LockedRoot> locked = new HashMap<>(2 * roots.length);
        try (ResultSet rows = both.getResultSet()) {
            while (rows.next()) {
                locked.put(
                        Math.toIntExact(rows.getLong(1)),
                        new LockedRoot(rows.getLong(2), RootState.of(rows.getInt(3))));
            }
        }
        both.getMoreResults(Statement.KEEP_CURRENT_RESULT);
        try (ResultSet rows = both.getResultSet()) {
            show(rows, known);
        }
        return locked;
    }

    private void show(ResultSet rows, ObjLongConsumer<byte[]> visitor) throws SQLException {
        while (rows.next()) {
            hasUnconfirmed = true;
            visitor.accept(rows.getBytes(2), rows.getLong(1));
        }
    }

    /** Shows the images of roots that have one. */
    void images(long[] roots, ObjLongConsumer<byte[]> visitor) throws SQLException {
        PreparedStatement images = statement(sql.images);
        images.setObject(1, roots);
        try (ResultSet rows = images.executeQuery()) {
            show(rows, visitor);
        }
    }

    /** Shows the records from each low position on and before the high one at the same place. */
    void tails(long[] lows, long[] highs, ObjLongConsumer<byte[]> visitor) throws SQLException {
        PreparedStatement tails = statement(sql.tails);
        tails.setObject(1, lows);
        tails.setObject(2, highs);
        try (ResultSet rows = tails.executeQuery()) {
            show(rows, visitor);
        }
    }

    /**
     * Keeps what a batch made: one round trip that writes and commits, and one more each where accounts or images are
     * among it.
     */
    void keep(RootDesk desk, List<RootDesk.Image> images) throws SQLException {
        addAccounts(desk.opened());
        addImages(images);
        if (desk.made().isEmpty()) {
            commit();
        } else {
            addEntriesAndCommit(desk);
        }
    }

    private void addAccounts(List<RootDesk.OpenedAccount> opened) throws SQLException {
        if (!opened.isEmpty()) {
            PreparedStatement add = statement(sql.addAccounts);
            add.setObject(
                    1, opened.stream().mapToLong(RootDesk.OpenedAccount::root).toArray());
            add.setObject(
                    2, opened.stream().mapToInt(RootDesk.OpenedAccount::number).toArray());
            add.setObject(
                    3, opened.stream().map(account -> account.path().toString()).toArray(String[]::new));
            add.executeUpdate();
        }
    }

    private void addImages(List<RootDesk.Image> images) throws SQLException {
        if (!images.isEmpty()) {
            PreparedStatement keep = statement(sql.keepImages);
            keep.setObject(1, images.stream().mapToLong(RootDesk.Image::root).toArray());
            keep.setObject(
                    2, images.stream().mapToLong(RootDesk.Image::transactions).toArray());
            keep.setObject(3, images.stream().map(RootDesk.Image::bytes).toArray(byte[][]::new));
            keep.executeUpdate();
        }
    }

    /** Tells other hosts, once this is committed, that there are notes of roots, or that plans changed. */
    void tell(Collection<String> roots, String host) throws SQLException {
        if (roots.isEmpty()) {
            return;
        }
        PreparedStatement tell = statement(sql.hosts.tell);
        tell.setObject(1, roots.toArray(String[]::new));
        tell.setString(2, TurnConnection.NOTED);
        tell.setString(3, host);
        tell.executeUpdate();
        if (session.isPostgres()) {
            PreparedStatement wake = statement("SELECT pg_notify(?, ?)");
            wake.setString(1, sql.channel);
            wake.setString(2, host + " " + TurnConnection.NEWS);
            wake.execute();
        }
    }

    private void addEntriesAndCommit(RootDesk desk) throws SQLException {
        List<RootDesk.Made> made = desk.made();
        int count = made.size();
        long[] positions = new long[count];
        long[] times = new long[count];
        long[] hashes = new long[count];
        byte[][] records = new byte[count][];
        for (int i = 0; i < count; i++) {
            RootDesk.Made one = made.get(i);
            positions[i] = one.position();
            times[i] = one.time();
            hashes[i] = KeyHash.of(Positions.rootOf(one.position()), one.key());
            records[i] = one.record();
        }
        long[] roots =
                desk.changed().stream().mapToLong(Integer::longValue).sorted().toArray();
        long[] transactions = new long[roots.length];
        for (int i = 0; i < roots.length; i++) {
            transactions[i] = desk.transactions((int) roots[i]);
        }
        PreparedStatement write = statement(sql.addEntries + "; " + sql.advanceRoots + "; " + session.commit());
        write.setObject(1, positions);
        write.setObject(2, times);
        write.setObject(3, hashes);
        write.setObject(4, records);
        write.setObject(5, roots);
        write.setObject(6, transactions);
        committing(write);
    }

    /**
     * Returns the record at a position, from the transaction that is open.
     *
     * @throws LedgerUnavailableException if it could not be read; {@link #requireRead} says more
     */
    byte[] read(long position) {
        try {
            PreparedStatement read = statement(sql.entriesUpTo);
            read.setLong(1, position);
            read.setLong(2, position);
            try (ResultSet rows = read.executeQuery()) {
                if (rows.next()) {
                    return rows.getBytes(2);
                }
            }
            throw EntryReader.gone(statement(sql.beginningOf), position);
        } catch (SQLException failed) {
            readFailure = failed;
            throw new LedgerUnavailableException("Entry at position " + position + " could not be read.", failed);
        }
    }

    /** Throws what {@link #read} failed with, where it did. */
    void requireRead() throws SQLException {
        SQLException failed = readFailure;
        if (failed != null) {
            readFailure = null;
            throw failed;
        }
    }

    private void commit() throws SQLException {
        committing(statement(session.commit()));
    }

    private void committing(PreparedStatement last) throws SQLException {
        SureCommit.execute(last);
        hasUnconfirmed = false;
    }

    /**
     * Ends a transaction that wrote nothing. Where answers need a quorum, what it read may be on this server alone,
     * such as when the server was started again without its standbys: then a commit that has to wait for them makes
     * sure.
     */
    void endReading() throws SQLException {
        if (hasUnconfirmed && session.needsQuorum()) {
            committing(statement(SessionSettings.MARK + "; " + session.commit()));
        } else {
            connection.rollback();
        }
    }

    void rollBack() throws SQLException {
        connection.rollback();
    }

    /** Gives the connection back as it was. */
    @Override
    public void close() {
        try {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            connection.rollback();
            session.end(connection);
            connection.setAutoCommit(lent.autoCommit());
            connection.setNetworkTimeout(Runnable::run, lent.networkMillis());
            connection.close();
        } catch (SQLException broken) {
            abort(connection);
        }
    }

    /** Ends a connection of which nobody knows what state it is in. */
    void abort() {
        abort(connection);
    }

    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            // There is nothing left to be ended.
        }
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // The pool has been told all the same.
        }
    }
}
