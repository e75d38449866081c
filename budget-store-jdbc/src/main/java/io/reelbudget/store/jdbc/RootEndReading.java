package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.internal.engine.RootDesk;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HexFormat;
import javax.sql.DataSource;

/** Reads what a root has come to in a database, as a host would that uses it for the first time. */
final class RootEndReading {

    /**
     * The end of a root.
     *
     * @param seal that of the newest transaction
     * @param book all that the root's accounts have: balances, grants, holds, hours of usage, in hexadecimal digits
     */
    record RootEnd(String seal, String book) {}

    private final DataSource source;
    private final LedgerSql sql;
    private final PostgresSettings settings;

    RootEndReading(DataSource source, LedgerSql sql, PostgresSettings settings) {
        this.source = source;
        this.sql = sql;
        this.settings = settings;
    }

    RootEnd of(int number, String root, long transactions) {
        return new Tries(settings.deadline()).until("read root '" + root + "'", () -> read(number, root, transactions));
    }

    private RootEnd read(int number, String root, long transactions) throws SQLException {
        RootDesk desk = new RootDesk(
                "Shared ledger in schema " + settings.schema(),
                position -> {
                    throw EntryReader.missing(position);
                },
                InstantSource.system());
        try (BatchConnection connection = BatchConnection.open(source, sql, settings)) {
            RootLoading loading = new RootLoading(desk, connection);
            loading.require(number, root, transactions);
            loading.load();
            return new RootEnd(desk.seal(root), HexFormat.of().formatHex(desk.book(root)));
        }
    }
}
