package io.reelbudget.store.jdbc;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether a server has on disk what it acknowledges. */
final class DurabilityCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DurabilityCheck.class);

    private DurabilityCheck() {}

    /** Returns whether the server is PostgreSQL itself, and not another engine with its protocol. */
    static boolean isPostgres(Connection connection) throws SQLException {
        try (Statement ask = connection.createStatement();
                ResultSet version = ask.executeQuery("SELECT version()")) {
            return version.next()
                    && version.getString(1).startsWith("PostgreSQL")
                    && !version.getString(1).contains("-YB-");
        }
    }

    static void require(Connection connection, PostgresSettings.Durability durability) throws SQLException {
        if (!isPostgres(connection)) {
            // Such engines sync by their own means and have no such settings.
            return;
        }
        List<String> off = new ArrayList<>();
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            if (value(connection, setting).equals("off")) {
                off.add(setting);
            }
        }
        if (off.isEmpty()) {
            return;
        }
        String message = "The database had " + String.join(", ", off)
                + " off, so that it may lose what it acknowledged, but must have it on; set it in postgresql.conf,"
                + " or open the ledger with Durability.WARNED where money may be lost.";
        if (durability == PostgresSettings.Durability.REQUIRED) {
            throw new LedgerUnavailableException(message);
        }
        LOG.warn("{}", message);
    }

    private static String value(Connection connection, String setting) throws SQLException {
        try (Statement show = connection.createStatement();
                ResultSet row = show.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
