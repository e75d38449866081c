package io.reelbudget.store.jdbc;

/** The statements on the tables of a schema: SQL that distributed engines with PostgreSQL's protocol know too. */
final class LedgerSql {

    /** The numbers and names of roots that are there. */
    final String numbers;

    /** Makes roots that are not there. */
    final String makeRoots;

    /** Locks those roots that nobody else has locked, in the order of their numbers. */
    final String lockFree;

    /** The same, but waits for others. */
    final String lock;

    /** The records that keys may be in. */
    final String known;

    final String images;
    final String tails;
    final String addEntries;
    final String advanceRoots;
    final String addAccounts;
    final String keepImages;
    final String entriesUpTo;
    final String accounts;
    final String rootsAfter;
    final String statesAfter;
    final String allOf;

    /** What stands for a root's dropped records. */
    final String beginningOf;

    final String beginningNamed;
    final String beginnings;

    /** Finds something where the database is one of several shards. */
    final String isShard;

    /** The roots whose import has not ended. */
    final String importing;

    final String lockNamed;
    final String beginImport;
    final String endImport;

    /** What hosts tell each other. */
    final HostSql hosts;

    /** Where notifications go: the schema's name. */
    final String channel;

    LedgerSql(String schema) {
        hosts = new HostSql(schema);
        channel = schema;
        String at = schema + ".";
        numbers = "SELECT id, name FROM " + at + "root WHERE name = ANY(?)";
        makeRoots = "INSERT INTO " + at + "root (name) SELECT unnest(?::text[]) ON CONFLICT (name) DO NOTHING";
        lock = "SELECT id, transactions, state FROM " + at + "root WHERE id = ANY(?) ORDER BY id FOR UPDATE";
        lockFree = lock + " SKIP LOCKED";
        known = "SELECT e.position, e.record FROM unnest(?::bigint[]) AS k (hash) JOIN " + at
                + "entry e ON e.key_hash = k.hash WHERE e.key_hash <> 0 AND e.at >= ?";
        images = "SELECT root_id, bytes FROM " + at + "image WHERE root_id = ANY(?)";
        tails = "SELECT e.position, e.record FROM unnest(?::bigint[], ?::bigint[]) AS t (low, high) JOIN " + at
                + "entry e ON e.position >= t.low AND e.position < t.high ORDER BY e.position";
        addEntries = "INSERT INTO " + at + "entry (position, at, key_hash, record)"
                + " SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bytea[])";
        advanceRoots = "UPDATE " + at + "root r SET transactions = u.transactions"
                + " FROM unnest(?::bigint[], ?::bigint[]) AS u (id, transactions) WHERE r.id = u.id";
        addAccounts = "INSERT INTO " + at + "account (root_id, number, path)"
                + " SELECT * FROM unnest(?::bigint[], ?::integer[], ?::text[])";
        keepImages = "INSERT INTO " + at + "image (root_id, transactions, bytes)"
                + " SELECT * FROM unnest(?::bigint[], ?::bigint[], ?::bytea[])"
                + " ON CONFLICT (root_id) DO UPDATE SET transactions = excluded.transactions, bytes = excluded.bytes";
        entriesUpTo = "SELECT position, record FROM " + at + "entry WHERE position BETWEEN ? AND ? ORDER BY position";
        accounts = "SELECT r.name, r.state, a.path FROM " + at + "root r LEFT JOIN " + at
                + "account a ON a.root_id = r.id";
        rootsAfter = "SELECT r.id, r.name, r.transactions, i.bytes, r.state FROM " + at + "root r LEFT JOIN " + at
                + "image i ON i.root_id = r.id WHERE r.id > ? ORDER BY r.id LIMIT ?";
        beginningOf = "SELECT transactions, kept_from FROM " + at + "beginning WHERE root_id = ?";
        beginningNamed =
                "SELECT b.bytes FROM " + at + "beginning b JOIN " + at + "root r ON r.id = b.root_id WHERE r.name = ?";
        beginnings = "SELECT root_id, bytes FROM " + at + "beginning WHERE root_id BETWEEN ? AND ?";
        statesAfter = "SELECT id, name, transactions, state FROM " + at + "root WHERE id > ? ORDER BY id LIMIT ?";
        importing = "SELECT name FROM " + at + "root WHERE state = 4";
        lockNamed = "SELECT name, transactions, state FROM " + at + "root WHERE name = ANY(?) ORDER BY id FOR UPDATE";
        beginImport = "UPDATE " + at + "root SET state = 4 WHERE name = ANY(?) AND state = 0";
        endImport =
                "UPDATE " + at + "root r SET state = 0 FROM unnest(?::text[], ?::bigint[]) AS u (name, transactions)"
                        + " WHERE r.name = u.name AND r.transactions = u.transactions AND r.state = 4";
        isShard = "SELECT 1 FROM " + at + "shard LIMIT 1";
        allOf = "SELECT position, record FROM " + at + "entry WHERE position >= ? AND position < ? ORDER BY position";
    }
}
