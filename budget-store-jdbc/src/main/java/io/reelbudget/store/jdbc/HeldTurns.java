package io.reelbudget.store.jdbc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The turns that are this host's, as it last heard, and until when that is worth something: a host that could give no
 * sign of life in time has none.
 *
 * <p>This class is thread-safe.
 */
final class HeldTurns {

    private final Map<String, Held> byRoot = new HashMap<>();
    private long until = Long.MIN_VALUE;
    private boolean isValid;
    private boolean isEnding;

    /** One turn. Guarded by its owner. */
    static final class Held {
        private final long number;
        private int users;

        private Held(long number) {
            this.number = number;
        }

        long number() {
            return number;
        }
    }

    /**
     * Takes note of what the database says.
     *
     * @param numbers of the roots whose turn is this host's
     * @param newUntil for how long, by {@link System#nanoTime}: counted from before the sign of life was given
     * @param now by the same clock
     * @return the roots whose turn began, or began anew
     */
    synchronized List<String> renewed(Map<String, Long> numbers, long newUntil, long now) {
        List<String> begun = new ArrayList<>();
        boolean hadLapsed = !counts(now);
        byRoot.keySet().retainAll(numbers.keySet());
        numbers.forEach((root, number) -> {
            Held known = byRoot.get(root);
            if (known == null || known.number != number) {
                byRoot.put(root, new Held(number));
                begun.add(root);
            } else if (hadLapsed) {
                begun.add(root); // nobody else had it, but this host had given it up for a while
            }
        });
        until = newUntil;
        isValid = true;
        return begun;
    }

    private boolean counts(long now) {
        return isValid && now - until < 0;
    }

    synchronized boolean has(String root, long now) {
        return !isEnding && counts(now) && byRoot.containsKey(root);
    }

    synchronized int count() {
        return byRoot.size();
    }

    /** Begins something in a turn, which is to {@link #end}; null where there is none. */
    synchronized @Nullable Held begin(String root, long now) {
        Held held = !isEnding && counts(now) ? byRoot.get(root) : null;
        if (held != null) {
            held.users++;
        }
        return held;
    }

    synchronized void end(Held held) {
        held.users--;
    }

    /** Returns whether a turn that something was begun in is still this host's. */
    synchronized boolean stillHas(String root, Held held, long now) {
        return counts(now) && byRoot.get(root) == held;
    }

    /** Lets a turn go, unless something is done in it. */
    synchronized boolean letGo(String root) {
        Held held = byRoot.get(root);
        if (held != null && held.users > 0) {
            return false;
        }
        byRoot.remove(root);
        return true;
    }

    /** Lets nothing be begun any more; what was begun goes on. */
    synchronized void beginNoMore() {
        isEnding = true;
    }

    /** Returns the roots about which something was begun that is not over. */
    synchronized Set<String> inUse() {
        Set<String> roots = new TreeSet<>();
        byRoot.forEach((root, held) -> {
            if (held.users > 0) {
                roots.add(root);
            }
        });
        return roots;
    }

    /** Gives all up. */
    synchronized void clear() {
        byRoot.clear();
        isValid = false;
    }
}
