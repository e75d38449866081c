package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which accounts have instances held for, by root: so that what all of a tree hold is added up from those alone. It
 * goes through all accounts once, when it is first asked, and is told of others since.
 *
 * <p>This class is thread-safe.
 */
final class FleetIndex {

    private final BlockingLedger ledger;
    private Optional<Map<String, Set<AccountPath>>> byRoot = Optional.empty();

    FleetIndex(BlockingLedger ledger) {
        this.ledger = ledger;
    }

    private synchronized Map<String, Set<AccountPath>> byRoot() {
        if (byRoot.isEmpty()) {
            Map<String, Set<AccountPath>> found = new ConcurrentHashMap<>();
            ledger.accounts().stream()
                    .filter(account -> ledger.openHolds(account).stream().anyMatch(FleetSlot::isOne))
                    .forEach(account -> add(found, account));
            byRoot = Optional.of(found);
        }
        return byRoot.get();
    }

    private static void add(Map<String, Set<AccountPath>> accounts, AccountPath account) {
        accounts.computeIfAbsent(account.rootName(), root -> ConcurrentHashMap.newKeySet())
                .add(account);
    }

    /** Looks again which accounts of a root have instances: another process may have ordered some. */
    void readAgain(AccountPath root) {
        Map<String, Set<AccountPath>> known = byRoot();
        ledger.accounts().stream()
                .filter(account -> account.rootName().equals(root.rootName()))
                .filter(account -> ledger.openHolds(account).stream().anyMatch(FleetSlot::isOne))
                .forEach(account -> add(known, account));
    }

    /** Takes note that an account may have instances. */
    void add(AccountPath account) {
        add(byRoot(), account);
    }

    /** Takes note that an account has none. */
    void remove(AccountPath account) {
        byRoot().computeIfPresent(account.rootName(), (root, accounts) -> {
            accounts.remove(account);
            return accounts.isEmpty() ? null : accounts;
        });
    }

    /** Returns the accounts that have instances, of all roots. */
    List<AccountPath> accounts() {
        return byRoot().values().stream()
                .flatMap(Set::stream)
                .sorted(Comparator.comparing(AccountPath::toString))
                .toList();
    }

    /** Returns what is held for instances of an account and all below it. */
    Amount heldAtAndBelow(AccountPath account, Amount none) {
        String below = account + "/";
        Stream<AccountPath> accounts = byRoot().getOrDefault(account.rootName(), Set.of()).stream();
        return accounts.filter(each -> each.equals(account) || each.toString().startsWith(below))
                .flatMap(each -> ledger.openHolds(each).stream())
                .filter(FleetSlot::isOne)
                .map(OpenHold::amount)
                .reduce(none, Amount::plus);
    }
}
