package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts how often other hosts may have noted something about a root: what is kept in memory of it is as of one count,
 * and is read again once that is another.
 *
 * <p>This class is thread-safe.
 */
final class RootNews implements HostTurns.Listener {

    private final ConcurrentMap<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    /** Returns the count of an account's root: always the same object. */
    AtomicInteger of(AccountPath account) {
        return counts.computeIfAbsent(account.rootName(), none -> new AtomicInteger());
    }

    @Override
    public void noted(AccountPath root) {
        AtomicInteger known = counts.get(root.rootName());
        if (known != null) {
            known.incrementAndGet();
        }
    }

    @Override
    public void begun(AccountPath root) {
        noted(root);
    }

    @Override
    public void notedAnywhere() {
        counts.values().forEach(AtomicInteger::incrementAndGet);
    }
}
