package io.reelbudget.store.jdbc;

/** How a ledger uses its database. */
enum DatabaseUse {
    /** It has all roots: whoever opens one asks nobody. Refused where the database was made a shard. */
    ALONE,
    /** It is one of several: a root is opened in it only where the directory says so. */
    AS_SHARD
}
