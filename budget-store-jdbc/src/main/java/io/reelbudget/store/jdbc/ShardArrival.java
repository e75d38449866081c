package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a database one of several. First it is marked: a ledger that uses it alone looks for the mark before it opens a
 * root, in the same transaction. So what is there once it was marked is all that such a ledger opened, and is written
 * down before any other root goes there, or goes elsewhere by the same name.
 */
final class ShardArrival {

    private final ShardDatabase directory;
    private final RoutingTable routes;
    private final MoveSql sql;

    ShardArrival(ShardDatabase directory, RoutingTable routes, MoveSql sql) {
        this.directory = directory;
        this.routes = routes;
        this.sql = sql;
    }

    /** Returns how many roots came with it. */
    int of(ShardDatabase database) {
        String shard = database.name();
        boolean isDirectory = shard.equals(directory.name());
        int unused = directory.inTransaction("name a shard", connection -> {
            mark(connection, shard);
            if (!isDirectory) {
                requireNoStray(connection);
            }
            return 0;
        });
        if (!isDirectory) {
            unused = database.inTransaction("mark it", connection -> {
                mark(connection, shard);
                return 0;
            });
        }
        return writeDown(database);
    }

    /** Waits until nobody opens a root who has not seen the mark. */
    private void mark(Connection connection, String shard) throws SQLException {
        if (DurabilityCheck.isPostgres(connection)) {
            try (Statement lock = connection.createStatement()) {
                lock.execute(sql.lockShards);
            }
        }
        try (PreparedStatement mark = ShardDatabase.prepared(connection, sql.markShard, shard)) {
            mark.executeUpdate();
        }
    }

    /** The directory's own roots would be opened anew on the first shard that takes any. */
    private void requireNoStray(Connection connection) throws SQLException {
        Optional<String> stray = ShardDatabase.ask(
                connection, sql.strayRoot, rows -> rows.next() ? Optional.of(rows.getString(1)) : Optional.empty());
        if (stray.isPresent()) {
            throw new IllegalStateException("Directory '" + directory.name() + "' had roots of its own, such as '"
                    + stray.get() + "', that are written down nowhere, but must be added first; call add(\""
                    + directory.name() + "\").");
        }
    }

    private int writeDown(ShardDatabase database) {
        Map<String, Boolean> here = database.ask(sql.rootsHere, rows -> {
            Map<String, Boolean> names = new HashMap<>();
            while (rows.next()) {
                if (RootState.of(rows.getInt(3)) == RootState.IMPORTING) {
                    throw new IllegalStateException("Root '" + rows.getString(1) + "' of shard '" + database.name()
                            + "' was being imported, or an import of it was cut short, but must be whole; import it"
                            + " again first.");
                }
                names.put(rows.getString(1), rows.getLong(2) > 0);
            }
            return names;
        });
        Map<String, String> placed = new HashMap<>();
        here.keySet().forEach(root -> placed.put(root, database.name()));
        try {
            routes.assign(placed);
            for (Route route : routes.find(here.keySet()).values()) {
                if (!route.shard().equals(database.name()) && Boolean.TRUE.equals(here.get(route.root()))) {
                    throw new IllegalStateException("Root '" + route.root() + "' was on shard '" + route.shard()
                            + "' by the directory but has entries on '" + database.name()
                            + "'; it must be on one of them.");
                }
            }
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The routes of shard '" + database.name() + "' could not be written; call again: "
                            + failed.getMessage(),
                    failed);
        }
        return Math.toIntExact(
                here.values().stream().filter(hasEntries -> hasEntries).count());
    }
}
