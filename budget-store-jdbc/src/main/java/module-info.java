/** The ledger that many hosts share, on PostgreSQL. Begin with {@link io.reelbudget.store.jdbc.PostgresLedger}. */
module io.reelbudget.store.jdbc {
    requires transitive io.reelbudget.core;
    requires transitive java.sql;
    requires java.naming;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static flyway.core;
    requires static org.checkerframework.checker.qual;

    exports io.reelbudget.store.jdbc;
}
