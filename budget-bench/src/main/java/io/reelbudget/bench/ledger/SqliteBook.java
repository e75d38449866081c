package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.IdempotencyKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The rows of a ledger in SQLite: WAL, {@code synchronous=FULL}, prepared statements, one connection that has the file
 * to itself. Statements of an account would need one index more. Used by one thread.
 */
final class SqliteBook implements AutoCloseable {

    private static final String[] SCHEMA = {
        "PRAGMA page_size=4096",
        "PRAGMA locking_mode=EXCLUSIVE",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA cache_size=-262144",
        "PRAGMA temp_store=MEMORY",
        "CREATE TABLE accounts (id INTEGER PRIMARY KEY, granted INTEGER NOT NULL, posted INTEGER NOT NULL,"
                + " held INTEGER NOT NULL, expired INTEGER NOT NULL)",
        "CREATE TABLE grants (account INTEGER PRIMARY KEY, remaining INTEGER NOT NULL)",
        "CREATE TABLE holds (high INTEGER NOT NULL, low INTEGER NOT NULL, account INTEGER NOT NULL,"
                + " amount INTEGER NOT NULL, lease_end INTEGER NOT NULL, PRIMARY KEY (high, low)) WITHOUT ROWID",
        "CREATE TABLE keys (high INTEGER NOT NULL, low INTEGER NOT NULL, content INTEGER NOT NULL,"
                + " entry INTEGER NOT NULL, PRIMARY KEY (high, low)) WITHOUT ROWID",
        "CREATE TABLE entries (sequence INTEGER PRIMARY KEY, account INTEGER NOT NULL, time INTEGER NOT NULL,"
                + " kind INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL, amount INTEGER NOT NULL)",
    };

    private static final int HOLD = 1;
    private static final int CAPTURE = 2;

    private final Connection connection;
    private final PreparedStatement insertKey;
    private final PreparedStatement holdBalance;
    private final PreparedStatement insertHold;
    private final PreparedStatement endHold;
    private final PreparedStatement postBalance;
    private final PreparedStatement payFromGrant;
    private final PreparedStatement insertEntry;
    private long sequence;

    SqliteBook(Path file, int accounts, long granted) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            for (String line : SCHEMA) {
                statement.execute(line);
            }
        }
        connection.setAutoCommit(false);
        insertKey = prepare("INSERT OR IGNORE INTO keys VALUES (?, ?, ?, ?)");
        holdBalance = prepare(
                "UPDATE accounts SET held = held + ?1 WHERE id = ?2 AND granted - posted - held - expired >= ?1");
        insertHold = prepare("INSERT INTO holds VALUES (?, ?, ?, ?, ?)");
        endHold = prepare("DELETE FROM holds WHERE high = ? AND low = ? RETURNING amount");
        postBalance = prepare("UPDATE accounts SET held = held - ?, posted = posted + ? WHERE id = ?");
        payFromGrant = prepare("UPDATE grants SET remaining = remaining - ? WHERE account = ?");
        insertEntry = prepare("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)");
        fill(accounts, granted);
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    private void fill(int accounts, long granted) throws SQLException {
        try (PreparedStatement account = prepare("INSERT INTO accounts VALUES (?, ?, 0, 0, 0)");
                PreparedStatement grant = prepare("INSERT INTO grants VALUES (?, ?)")) {
            for (int id = 0; id < accounts; id++) {
                update(account, id, granted);
                update(grant, id, granted);
            }
        }
        connection.commit();
    }

    void hold(int account, IdempotencyKey key, long amount, long time) throws SQLException {
        remember(key, amount);
        if (update(holdBalance, amount, account) != 1) {
            throw new IllegalStateException("Account " + account + " was short but must not be in this measurement.");
        }
        update(insertHold, key.high(), key.low(), account, amount, time);
        addEntry(account, time, HOLD, key, amount);
    }

    void capture(int account, IdempotencyKey hold, IdempotencyKey key, long amount, long time) throws SQLException {
        remember(key, amount);
        update(postBalance, end(hold), amount, account);
        update(payFromGrant, amount, account);
        addEntry(account, time, CAPTURE, key, amount);
    }

    private void remember(IdempotencyKey key, long content) throws SQLException {
        if (update(insertKey, key.high(), key.low(), content, sequence) != 1) {
            throw new IllegalStateException("Key " + key + " came twice but must not in this measurement.");
        }
    }

    private long end(IdempotencyKey hold) throws SQLException {
        set(endHold, hold.high(), hold.low());
        try (ResultSet ended = endHold.executeQuery()) {
            ended.next();
            return ended.getLong(1);
        }
    }

    private void addEntry(int account, long time, int kind, IdempotencyKey key, long amount) throws SQLException {
        sequence++;
        update(insertEntry, sequence, account, time, kind, key.high(), key.low(), amount);
    }

    private static int update(PreparedStatement statement, long... values) throws SQLException {
        set(statement, values);
        return statement.executeUpdate();
    }

    private static void set(PreparedStatement statement, long... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setLong(i + 1, values[i]);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
