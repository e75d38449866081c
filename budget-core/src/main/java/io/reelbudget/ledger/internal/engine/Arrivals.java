package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The roots whose records are still arriving, which nobody may use. Read without a lock; this class is thread-safe. */
final class Arrivals {

    /** What keeps their names. */
    interface Keeper {
        /** Returns once the names are durable. */
        void keep(Set<String> roots);
    }

    private final Keeper keeper;
    private volatile Set<String> roots;

    /**
     * Makes one.
     *
     * @param roots those whose arrival was cut short before
     */
    Arrivals(Set<String> roots, Keeper keeper) {
        this.keeper = keeper;
        this.roots = Set.copyOf(roots);
    }

    /** Returns one that forgets all when it is gone, as the ledger does. */
    static Arrivals unkept() {
        return new Arrivals(Set.of(), roots -> {});
    }

    Set<String> roots() {
        return roots;
    }

    boolean contains(String root) {
        return !roots.isEmpty() && roots.contains(root);
    }

    /** Names more of them, durably. */
    synchronized void add(Collection<String> more) {
        Set<String> all = new TreeSet<>(roots);
        if (all.addAll(more)) {
            keeper.keep(all);
            roots = Set.copyOf(all);
        }
    }

    /** Has roots used from now on. */
    synchronized void remove(Collection<String> whole) {
        Set<String> left = new TreeSet<>(roots);
        if (left.removeAll(whole)) {
            keeper.keep(left);
            roots = Set.copyOf(left);
        }
    }

    /** Refuses a root that is still arriving. */
    void requireWhole(String root) {
        if (contains(root)) {
            throw unfinished(root);
        }
    }

    static LedgerUnavailableException unfinished(String root) {
        return new LedgerUnavailableException(
                "Root '" + root + "' was being imported, or an import of it was cut short, but must be whole to be"
                        + " used; wait for the import to end, or import again.");
    }
}
