package io.reelbudget.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether a server has on disk, and on a standby's disk where that is asked for, what it acknowledges. */
final class DurabilityCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DurabilityCheck.class);

    private static final String COMMIT = "synchronous_commit";
    private static final String STANDBYS = "synchronous_standby_names";
    private static final List<String> SYNCING = List.of("fsync", COMMIT, "full_page_writes");
    private static final List<String> ASKED = List.of("fsync", COMMIT, "full_page_writes", STANDBYS);

    /** With these a standby has on its disk what was acknowledged; with remote_write it may be in its memory alone. */
    private static final Set<String> ON_STANDBYS_DISK = Set.of("on", "remote_apply");

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

    /**
     * Says why a server is not to be used, empty where it is; warns where that is enough. Engines that only speak the
     * protocol sync, and keep copies, by their own means and have no such settings.
     */
    static Optional<String> objection(Connection connection, PostgresSettings.Durability durability)
            throws SQLException {
        if (!isPostgres(connection)) {
            return Optional.empty();
        }
        Map<String, String> values = values(connection);
        List<String> off = new ArrayList<>();
        for (String setting : SYNCING) {
            if ("off".equals(values.get(setting))) {
                off.add(setting);
            }
        }
        if (!off.isEmpty()) {
            String message = "The database had " + String.join(", ", off)
                    + " off, so that it may lose what it acknowledged, but must have it on; set it in postgresql.conf,"
                    + " or open the ledger with Durability.WARNED where money may be lost.";
            if (durability != PostgresSettings.Durability.WARNED) {
                return Optional.of(message);
            }
            LOG.warn("{}", message);
        }
        return durability == PostgresSettings.Durability.QUORUM ? lackOfQuorum(values) : Optional.empty();
    }

    private static Optional<String> lackOfQuorum(Map<String, String> values) {
        String names = values.getOrDefault(STANDBYS, "");
        String commit = values.getOrDefault(COMMIT, "");
        if (names.isBlank()) {
            return Optional.of(
                    "The database had no synchronous_standby_names, so that what it acknowledged is lost with"
                            + " it, but Durability.QUORUM needs some; set them in postgresql.conf of every server that may become"
                            + " the primary, such as ANY 1 (a, b, c).");
        } else if (!ON_STANDBYS_DISK.contains(commit)) {
            return Optional.of("The database had synchronous_commit at '" + commit
                    + "', with which no standby need have on its disk what was acknowledged, but Durability.QUORUM needs"
                    + " 'on' or 'remote_apply'; set it in postgresql.conf.");
        }
        return Optional.empty();
    }

    /** Asks for all in one round trip: moves and routes look before each of their transactions. */
    private static Map<String, String> values(Connection connection) throws SQLException {
        String all = ASKED.stream()
                .map(setting -> "current_setting('" + setting + "')")
                .collect(Collectors.joining(", "));
        try (Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery("SELECT " + all)) {
            row.next();
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < ASKED.size(); i++) {
                values.put(ASKED.get(i), row.getString(i + 1));
            }
            return values;
        }
    }
}
