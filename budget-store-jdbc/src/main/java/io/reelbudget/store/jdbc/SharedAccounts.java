package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.engine.RootDesk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** The accounts of a database, root by root. */
final class SharedAccounts {

    /**
     * A root and what is open below it.
     *
     * @param state where the root is
     * @param paths of the accounts, in any order
     */
    record Root(RootState state, List<AccountPath> paths) {}

    private SharedAccounts() {}

    /** Returns all roots that the database has a row of, those too that are not here. */
    static Map<String, Root> of(DataSource source, LedgerSql sql, PostgresSettings settings) {
        try {
            // A list is longer than what else is asked: it may take as long as a command, tries included.
            return OwnTransaction.read(source, settings.deadline(), connection -> all(connection, sql));
        } catch (SQLException failed) {
            throw new LedgerUnavailableException(
                    "The accounts of the shared ledger could not be listed; ask again: " + failed.getMessage(), failed);
        }
    }

    private static Map<String, Root> all(Connection connection, LedgerSql sql) throws SQLException {
        Map<String, Root> roots = new HashMap<>();
        try (PreparedStatement list = connection.prepareStatement(sql.accounts);
                ResultSet rows = list.executeQuery()) {
            while (rows.next()) {
                RootState state = RootState.of(rows.getInt(2));
                Root root = roots.computeIfAbsent(rows.getString(1), name -> new Root(state, new ArrayList<>()));
                String path = rows.getString(3);
                if (path != null) {
                    root.paths().add(AccountPath.of(path));
                }
            }
        }
        return roots;
    }

    /** Returns the accounts of roots whose entries are whole here, in the order of a list. */
    static List<AccountPath> listed(Collection<Root> roots) {
        List<AccountPath> accounts = new ArrayList<>();
        for (Root root : roots) {
            if (root.state().isWhole()) {
                accounts.addAll(root.paths());
            }
        }
        accounts.sort(RootDesk.listing());
        return List.copyOf(accounts);
    }
}
