package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * The routes and shards that the directory keeps: what hosts ask. A route is told only where it lasts, since a root is
 * opened by it. All methods are thread-safe.
 */
final class RoutingTable {

    private final DataSource directory;
    private final PostgresSettings settings;
    private final String find;
    private final String assign;
    private final String takesNew;

    RoutingTable(DataSource directory, PostgresSettings settings) {
        String at = settings.schema() + ".";
        this.directory = directory;
        this.settings = settings;
        find = "SELECT root, shard, version FROM " + at + "route WHERE root = ANY(?)";
        assign = "INSERT INTO " + at + "route (root, shard) SELECT * FROM unnest(?::text[], ?::text[])"
                + " ON CONFLICT (root) DO NOTHING";
        takesNew = "SELECT name FROM " + at + "shard WHERE takes_new";
    }

    /** Returns the routes that there are of roots. */
    Map<String, Route> find(Collection<String> roots) throws SQLException {
        return OwnTransaction.lasting(directory, settings, connection -> find(connection, roots));
    }

    private Map<String, Route> find(Connection connection, Collection<String> roots) throws SQLException {
        Map<String, Route> found = new HashMap<>();
        try (PreparedStatement ask = connection.prepareStatement(find)) {
            ask.setObject(1, roots.toArray(String[]::new));
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), new Route(rows.getString(1), rows.getString(2), rows.getLong(3)));
                }
            }
        }
        return found;
    }

    /**
     * Returns the routes of roots, and makes those that are missing.
     *
     * @param known the shards that this host may send a root to
     */
    Map<String, Route> findOrAssign(Collection<String> roots, Set<String> known) throws SQLException {
        return OwnTransaction.lasting(directory, settings, connection -> {
            Map<String, Route> found = find(connection, roots);
            Set<String> missing = new TreeSet<>(roots);
            missing.removeAll(found.keySet());
            if (!missing.isEmpty()) {
                assign(connection, placed(missing, candidates(connection, known)));
                found.putAll(find(connection, missing));
            }
            return found;
        });
    }

    private static Map<String, String> placed(Set<String> roots, Set<String> shards) {
        Map<String, String> placed = new TreeMap<>();
        roots.forEach(root -> placed.put(root, RootPlacement.of(root, shards)));
        return placed;
    }

    private Set<String> candidates(Connection connection, Set<String> known) throws SQLException {
        Set<String> open = new HashSet<>();
        try (PreparedStatement ask = connection.prepareStatement(takesNew);
                ResultSet rows = ask.executeQuery()) {
            while (rows.next()) {
                open.add(rows.getString(1));
            }
        }
        open.retainAll(known);
        if (open.isEmpty()) {
            throw new SQLException(
                    "No shard takes new roots that this host knows; add one with ShardMoves.add.", "0A000");
        }
        return open;
    }

    /** Makes routes; those that are there are left as they are. */
    void assign(Map<String, String> shardsOfRoots) throws SQLException {
        OwnTransaction.lasting(directory, settings, connection -> {
            assign(connection, shardsOfRoots);
            return shardsOfRoots;
        });
    }

    private void assign(Connection connection, Map<String, String> shardsOfRoots) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(assign)) {
            add.setObject(1, shardsOfRoots.keySet().toArray(String[]::new));
            add.setObject(2, shardsOfRoots.values().toArray(String[]::new));
            add.executeUpdate();
        }
    }
}
