package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.engine.Positions;
import io.reelbudget.ledger.internal.engine.RootAudit;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/** Keeps what the entries before a time came to, root by root, so that they can go. */
final class RootBeginnings {

    private static final int ROOTS_AT_ONCE = 200;
    private static final int ROWS_AT_ONCE = 1_000;

    private record Root(int number, long begun) {}

    private final String rootsAfter;
    private final String entries;
    private final String keep;
    private final String keepImage;
    private final long cut;

    /**
     * Makes one.
     *
     * @param cut in microseconds since 1970; an account's time never runs backwards, so that the entries of a root
     *     before it are its first ones
     */
    RootBeginnings(String schema, long cut) {
        this.cut = cut;
        String at = schema + ".";
        rootsAfter = "SELECT r.id, r.name, coalesce(b.transactions, 0), b.bytes FROM " + at + "root r LEFT JOIN " + at
                + "beginning b ON b.root_id = r.id WHERE r.id > ? ORDER BY r.id LIMIT ?";
        entries = "SELECT position, record FROM " + at + "entry WHERE position >= ? AND position < ? AND at < ?"
                + " ORDER BY position";
        keep = "INSERT INTO " + at + "beginning (root_id, transactions, kept_from, bytes) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (root_id) DO UPDATE SET transactions = excluded.transactions,"
                + " kept_from = excluded.kept_from, bytes = excluded.bytes"
                + " WHERE beginning.transactions < excluded.transactions";
        // Whoever loads a root goes on from its image: there must be one that needs nothing of what goes.
        keepImage = "INSERT INTO " + at + "image (root_id, transactions, bytes) VALUES (?, ?, ?)"
                + " ON CONFLICT (root_id) DO UPDATE SET transactions = excluded.transactions, bytes = excluded.bytes"
                + " WHERE image.transactions < excluded.transactions";
    }

    /** Works on the next roots after one; returns the last of them, negative where there are no more. */
    long keepAfter(Statement statement, long after) throws SQLException {
        Connection connection = statement.getConnection();
        RootAudit audit = new RootAudit();
        List<Root> roots = roots(connection, after, audit);
        if (roots.isEmpty()) {
            return -1;
        }
        long low = Positions.of(roots.get(0).number(), 0);
        long high = Positions.of(roots.get(roots.size() - 1).number() + 1, 0);
        Verification found = audit.compare(visitor -> show(connection, low, high, visitor));
        if (!found.passed()) {
            throw new LedgerUnavailableException("Entries that were to be dropped were not as those before them say, so"
                    + " none was; verify the ledger. (" + found.differences().get(0) + ")");
        }
        for (Root root : roots) {
            if (audit.transactions(root.number()) > root.begun()) {
                keep(connection, audit.image(root.number()));
            }
        }
        return roots.get(roots.size() - 1).number();
    }

    private List<Root> roots(Connection connection, long after, RootAudit audit) throws SQLException {
        List<Root> roots = new ArrayList<>();
        try (PreparedStatement find = connection.prepareStatement(rootsAfter)) {
            find.setLong(1, after);
            find.setInt(2, ROOTS_AT_ONCE);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    Root root = new Root(Math.toIntExact(rows.getLong(1)), rows.getLong(3));
                    byte[] beginning = rows.getBytes(4);
                    if (beginning == null) {
                        audit.begin(root.number(), rows.getString(2));
                    } else {
                        audit.restore(beginning);
                        audit.beginAt(beginning);
                    }
                    roots.add(root);
                }
            }
        }
        return roots;
    }

    private void show(Connection connection, long low, long high, ObjLongConsumer<byte[]> visitor) {
        try (PreparedStatement find = connection.prepareStatement(entries)) {
            find.setFetchSize(ROWS_AT_ONCE);
            find.setLong(1, low);
            find.setLong(2, high);
            find.setLong(3, cut);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    visitor.accept(rows.getBytes(2), rows.getLong(1));
                }
            }
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The entries of the shared ledger could not be read: " + failed.getMessage(), failed);
        }
    }

    private void keep(Connection connection, RootDesk.Image image) throws SQLException {
        try (PreparedStatement beginning = connection.prepareStatement(keep);
                PreparedStatement newest = connection.prepareStatement(keepImage)) {
            beginning.setLong(1, image.root());
            beginning.setLong(2, image.transactions());
            beginning.setLong(3, cut);
            beginning.setBytes(4, image.bytes());
            beginning.executeUpdate();
            newest.setLong(1, image.root());
            newest.setLong(2, image.transactions());
            newest.setBytes(3, image.bytes());
            newest.executeUpdate();
        }
    }
}
