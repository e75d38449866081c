package io.reelbudget.store.jdbc;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What is read of all shards together, each at a moment of its own. A root that moves between two of these moments may
 * show nowhere, or twice: then all is read again. All methods are thread-safe.
 */
final class ShardReading {

    /** A root moves in less than a second. */
    private static final int MAX_READINGS = 20;

    private final Map<String, DataSource> sources;
    private final LedgerSql sql;
    private final PostgresSettings settings;

    /**
     * Roots as the shards have them.
     *
     * @param owners the shard of each root
     * @param roots what is open below each
     * @param twice roots that more than one shard has
     */
    private record Found(
            Map<String, String> owners, Map<String, SharedAccounts.Root> roots, Set<String> lost, Set<String> twice) {}

    ShardReading(Map<String, DataSource> sources, PostgresSettings settings) {
        this.sources = new TreeMap<>(sources);
        this.sql = new LedgerSql(settings.schema());
        this.settings = settings;
    }

    List<AccountPath> accounts() {
        return SharedAccounts.listed(found().roots().values());
    }

    private Found found() {
        Tries tries = new Tries(settings.deadline());
        Found found = findOnce();
        for (int i = 1;
                i < MAX_READINGS && !(found.lost().isEmpty() && found.twice().isEmpty());
                i++) {
            tries.pause();
            found = findOnce();
        }
        if (!found.lost().isEmpty()) {
            throw new LedgerUnavailableException(
                    "Roots " + found.lost() + " were on no shard that this host has but were on one, or a move of them"
                            + " was cut short; open the ledger with all shards, and end moves with ShardMoves.finish.");
        }
        return found;
    }

    private Found findOnce() {
        Map<String, String> owners = new HashMap<>();
        Map<String, SharedAccounts.Root> roots = new HashMap<>();
        Set<String> seen = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        for (Map.Entry<String, DataSource> shard : sources.entrySet()) {
            SharedAccounts.of(shard.getValue(), sql, settings).forEach((name, root) -> {
                seen.add(name);
                SharedAccounts.Root other = roots.get(name);
                if (root.state() == RootState.HERE && other != null && other.state() == RootState.HERE) {
                    twice.add(name);
                } else if (root.state() == RootState.HERE || (root.state() == RootState.LEAVING && other == null)) {
                    owners.put(name, shard.getKey());
                    roots.put(name, root);
                }
            });
        }
        seen.removeAll(owners.keySet());
        return new Found(owners, roots, new TreeSet<>(seen), twice);
    }

    /** Recomputes each root on the shard that has it. */
    Verification verify() {
        Map<String, String> seals = new HashMap<>();
        List<String> differences = new ArrayList<>();
        long entries = 0;
        long accounts = 0;
        Found found = found();
        found.twice()
                .forEach(root -> differences.add(
                        "Root '" + root + "' was on two shards at once but must be on one; stop its hosts."));
        Set<String> left = withEntries(found);
        for (int i = 0; i < MAX_READINGS && !left.isEmpty(); i++) {
            Map<String, String> owners = i == 0 ? found.owners() : found().owners();
            for (Map.Entry<String, DataSource> shard : sources.entrySet()) {
                Verification of = SharedVerification.of(
                        shard.getValue(),
                        sql,
                        root -> left.contains(root) && shard.getKey().equals(owners.get(root)));
                entries += of.entries();
                accounts += of.accounts();
                differences.addAll(of.differences());
                seals.putAll(of.seals());
            }
            // What moved away before it was read is looked for again.
            left.removeAll(seals.keySet());
        }
        left.forEach(root -> differences.add("Root '" + root + "' could not be found to be recomputed; verify again."));
        return new Verification(entries, accounts, differences, seals, Optional.empty());
    }

    private static Set<String> withEntries(Found found) {
        Set<String> names = new HashSet<>();
        found.roots().forEach((name, root) -> {
            if (!root.paths().isEmpty()) {
                names.add(name);
            }
        });
        return names;
    }
}
