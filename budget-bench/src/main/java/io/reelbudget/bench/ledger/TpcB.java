package io.reelbudget.bench.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The transaction of TPC-B as pgbench runs it, by prepared statements: five of them and a commit. Not thread-safe. */
final class TpcB implements Jobs {

    /** As many as there are clients, or they would wait for each other; fewer accounts than pgbench has. */
    private static final int BRANCHES = 64;

    private static final int TELLERS = 10 * BRANCHES;
    private static final int ACCOUNTS = 2_000 * BRANCHES;
    private static final int LARGEST_DELTA = 5_000;

    private final Connection connection;
    private final KeySequence numbers;
    private final PreparedStatement account;
    private final PreparedStatement balance;
    private final PreparedStatement teller;
    private final PreparedStatement branch;
    private final PreparedStatement history;

    TpcB(Connection connection, KeySequence numbers) throws SQLException {
        this.connection = connection;
        this.numbers = numbers;
        connection.setAutoCommit(false);
        account = connection.prepareStatement("UPDATE pgbench_accounts SET abalance = abalance + ? WHERE aid = ?");
        balance = connection.prepareStatement("SELECT abalance FROM pgbench_accounts WHERE aid = ?");
        teller = connection.prepareStatement("UPDATE pgbench_tellers SET tbalance = tbalance + ? WHERE tid = ?");
        branch = connection.prepareStatement("UPDATE pgbench_branches SET bbalance = bbalance + ? WHERE bid = ?");
        history = connection.prepareStatement("INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)"
                + " VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)");
    }

    /** Makes the tables as pgbench does. */
    static void prepare(SharedServer server) throws SQLException {
        server.execute("CREATE TABLE pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88))"
                + " WITH (fillfactor = 100);"
                + "CREATE TABLE pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84));"
                + "CREATE TABLE pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84));"
                + "CREATE TABLE pgbench_history"
                + " (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));"
                + "INSERT INTO pgbench_branches SELECT i, 0 FROM generate_series(1, " + BRANCHES + ") i;"
                + "INSERT INTO pgbench_tellers SELECT i, i % " + BRANCHES + " + 1, 0 FROM generate_series(1, " + TELLERS
                + ") i;"
                + "INSERT INTO pgbench_accounts SELECT i, i % " + BRANCHES + " + 1, 0, '' FROM generate_series(1, "
                + ACCOUNTS + ") i");
        server.execute("VACUUM ANALYZE pgbench_accounts");
    }

    @Override
    public void run() throws SQLException {
        int delta = numbers.nextBelow(2 * LARGEST_DELTA + 1) - LARGEST_DELTA;
        int aid = 1 + numbers.nextBelow(ACCOUNTS);
        int tid = 1 + numbers.nextBelow(TELLERS);
        int bid = 1 + numbers.nextBelow(BRANCHES);
        update(account, delta, aid);
        balance.setInt(1, aid);
        balance.executeQuery().close();
        update(teller, delta, tid);
        update(branch, delta, bid);
        history.setInt(1, tid);
        history.setInt(2, bid);
        history.setInt(3, aid);
        history.setInt(4, delta);
        history.executeUpdate();
        connection.commit();
    }

    private static void update(PreparedStatement statement, int delta, int id) throws SQLException {
        statement.setInt(1, delta);
        statement.setInt(2, id);
        statement.executeUpdate();
    }
}
