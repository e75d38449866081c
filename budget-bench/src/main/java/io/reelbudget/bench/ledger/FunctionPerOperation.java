package io.reelbudget.bench.ledger;

import io.reelbudget.ledger.IdempotencyKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A job by two calls of functions in the database, each in a transaction of its own: what a service does that keeps its
 * budgets in PostgreSQL without a ledger. It knows one limit an account, and no grants, periods or levels. Not
 * thread-safe.
 */
final class FunctionPerOperation implements Jobs {

    private static final String TABLES = "CREATE TABLE fn_account (id bigint PRIMARY KEY, lim bigint NOT NULL,"
            + " held bigint NOT NULL DEFAULT 0, spent bigint NOT NULL DEFAULT 0) WITH (fillfactor = 70);"
            + "CREATE TABLE fn_hold (high bigint, low bigint, account bigint NOT NULL, amount bigint NOT NULL,"
            + " state smallint NOT NULL DEFAULT 0, PRIMARY KEY (high, low)) WITH (fillfactor = 70);"
            + "CREATE TABLE fn_entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account bigint NOT NULL,"
            + " kind smallint NOT NULL, amount bigint NOT NULL, high bigint NOT NULL, low bigint NOT NULL,"
            + " at timestamptz NOT NULL DEFAULT now());";

    private static final String FUNCTIONS =
            "CREATE FUNCTION fn_place(a bigint, h bigint, l bigint, x bigint) RETURNS int LANGUAGE plpgsql AS $$"
                    + " BEGIN"
                    + " INSERT INTO fn_hold (high, low, account, amount) VALUES (h, l, a, x) ON CONFLICT DO NOTHING;"
                    + " IF NOT FOUND THEN RETURN 2; END IF;"
                    + " UPDATE fn_account SET held = held + x WHERE id = a AND lim - held - spent >= x;"
                    + " IF NOT FOUND THEN RAISE EXCEPTION 'short'; END IF;"
                    + " INSERT INTO fn_entry (account, kind, amount, high, low) VALUES (a, 1, x, h, l);"
                    + " RETURN 1; END $$;"
                    + "CREATE FUNCTION fn_capture(h bigint, l bigint, cost bigint) RETURNS int LANGUAGE plpgsql AS $$"
                    + " DECLARE a bigint; x bigint; BEGIN"
                    + " UPDATE fn_hold SET state = 1 WHERE high = h AND low = l AND state = 0"
                    + " RETURNING account, amount INTO a, x;"
                    + " IF NOT FOUND THEN RETURN 2; END IF;"
                    + " UPDATE fn_account SET held = held - x, spent = spent + cost WHERE id = a;"
                    + " INSERT INTO fn_entry (account, kind, amount, high, low)"
                    + " VALUES (a, 2, -x, h, l), (a, 3, cost, h, l);"
                    + " RETURN 1; END $$;";

    private final KeySequence numbers;
    private final int accounts;
    private final PreparedStatement place;
    private final PreparedStatement capture;

    /** Makes the jobs of a caller on the first so many accounts. */
    FunctionPerOperation(Connection connection, KeySequence numbers, int accounts) throws SQLException {
        this.numbers = numbers;
        this.accounts = accounts;
        place = connection.prepareStatement("SELECT fn_place(?, ?, ?, ?)");
        capture = connection.prepareStatement("SELECT fn_capture(?, ?, ?)");
    }

    static void prepare(SharedServer server, int accounts) throws SQLException {
        server.execute(TABLES + FUNCTIONS + "INSERT INTO fn_account (id, lim) SELECT i, " + Accounts.GRANTED
                + " FROM generate_series(1, " + accounts + ") i");
        server.execute("VACUUM ANALYZE fn_account");
    }

    @Override
    public void run() throws SQLException {
        IdempotencyKey key = numbers.next();
        place.setLong(1, 1 + numbers.nextBelow(accounts));
        place.setLong(2, key.high());
        place.setLong(3, key.low());
        place.setLong(4, LedgerJobs.HELD);
        requireDone(place);
        capture.setLong(1, key.high());
        capture.setLong(2, key.low());
        capture.setLong(3, LedgerJobs.cost(numbers).micros());
        requireDone(capture);
    }

    private static void requireDone(PreparedStatement call) throws SQLException {
        try (ResultSet row = call.executeQuery()) {
            if (!row.next() || row.getInt(1) != 1) {
                throw new IllegalStateException("A function was answered otherwise than that it was done.");
            }
        }
    }
}
