package io.reelbudget.store.jdbc;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a host uses the shared ledger.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param schema the schema of the tables: at most 63 of lower-case letters, digits and underscores, no digit first
 * @param connections how many connections are kept for batches, 1 to 4; each works on roots of its own. Reading what is
 *     long past takes one more for a moment
 * @param deadline how long a command may take, time-outs of the database and tries again included; more than zero
 * @param statementTimeout how long one statement may take; more than zero, at most the deadline
 * @param keptRoots how many roots a connection keeps in the heap, those used last; at least 1
 * @param durability what is done about a server that acknowledges what is not on disk
 */
public record PostgresSettings(
        String schema,
        int connections,
        Duration deadline,
        Duration statementTimeout,
        int keptRoots,
        Durability durability) {

    /** What is required of a server before it is believed; looked at again with each new connection. */
    public enum Durability {
        /** The ledger does not open where {@code fsync}, {@code synchronous_commit} or the like is off. */
        REQUIRED,
        /**
         * The ledger does not open either where no standby is to have what is acknowledged, that is where
         * {@code synchronous_standby_names} is empty; and every answer waits for a standby, one that only reads too.
         */
        QUORUM,
        /** The ledger opens with a warning in the log: for trials whose money may be lost. */
        WARNED
    }

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final int MAX_CONNECTIONS = 4;

    public PostgresSettings {
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "Schema was '" + schema
                            + "' but must be at most 63 of a-z, 0-9 and _ with no digit first; use a name such as 'reelbudget'.");
        }
        if (connections < 1 || connections > MAX_CONNECTIONS) {
            throw new IllegalArgumentException("Connections were " + connections + " but must be 1 to "
                    + MAX_CONNECTIONS + "; batches make more of them useless.");
        }
        requirePositive("Deadline", deadline);
        requirePositive("Statement time-out", statementTimeout);
        if (statementTimeout.compareTo(deadline) > 0) {
            throw new IllegalArgumentException("Statement time-out was " + statementTimeout
                    + " but must be at most the deadline, " + deadline + "; shorten it.");
        }
        if (keptRoots < 1) {
            throw new IllegalArgumentException(
                    "Kept roots were " + keptRoots + " but must be at least 1; use as many as are busy in an hour.");
        }
    }

    private static void requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.toMillis() == 0) {
            throw new IllegalArgumentException(
                    what + " was " + duration + " but must be at least a millisecond; use seconds.");
        }
    }

    /**
     * Returns the settings to begin with: schema {@code reelbudget}, 2 connections, a deadline of 30 seconds,
     * statements of 10 at most, 50,000 roots a connection, durability required.
     */
    public static PostgresSettings defaults() {
        return new PostgresSettings(
                "reelbudget", 2, Duration.ofSeconds(30), Duration.ofSeconds(10), 50_000, Durability.REQUIRED);
    }

    /** Returns the same with another schema. */
    public PostgresSettings withSchema(String other) {
        return new PostgresSettings(other, connections, deadline, statementTimeout, keptRoots, durability);
    }

    /** Returns the same with another number of connections. */
    public PostgresSettings withConnections(int other) {
        return new PostgresSettings(schema, other, deadline, statementTimeout, keptRoots, durability);
    }

    /** Returns the same with another deadline, and statements that take no longer than that. */
    public PostgresSettings withDeadline(Duration other) {
        Duration statement = statementTimeout.compareTo(other) > 0 ? other : statementTimeout;
        return new PostgresSettings(schema, connections, other, statement, keptRoots, durability);
    }

    /** Returns the same with another time-out for each statement. */
    public PostgresSettings withStatementTimeout(Duration other) {
        return new PostgresSettings(schema, connections, deadline, other, keptRoots, durability);
    }

    /** Returns the same with another number of roots in the heap. */
    public PostgresSettings withKeptRoots(int other) {
        return new PostgresSettings(schema, connections, deadline, statementTimeout, other, durability);
    }

    /** Returns the same with other care about durability. */
    public PostgresSettings withDurability(Durability other) {
        return new PostgresSettings(schema, connections, deadline, statementTimeout, keptRoots, other);
    }
}
