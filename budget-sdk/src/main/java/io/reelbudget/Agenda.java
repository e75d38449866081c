package io.reelbudget;

import io.reelbudget.account.AccountPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * When each account has to be looked at again even if nothing happens to it: one instant an account, the soonest first.
 * An account without one costs nothing.
 *
 * <p>A forecast moves as time passes, so the instant at which a threshold is expected to be reached may move away as it
 * comes near. A look that time alone called for and that had nothing to decide is therefore followed by the next one
 * after a second at the soonest, then two, and so on up to a minute; what happens to the account begins that anew.
 *
 * <p>This class is thread-safe.
 */
final class Agenda {

    static final Duration FIRST_GAP = Duration.ofSeconds(1);
    static final Duration LAST_GAP = Duration.ofMinutes(1);

    /** Entries that were overtaken stay in the queue until they are due; beyond so many it is made anew. */
    private static final int MOST_OVERTAKEN = 10_000;

    private final PriorityQueue<Entry> queue = new PriorityQueue<>(Comparator.comparing(Entry::at)
            .thenComparing(entry -> entry.account().toString()));
    private final Map<AccountPath, Instant> next = new HashMap<>();
    private final Map<AccountPath, Duration> gaps = new HashMap<>();

    private record Entry(Instant at, AccountPath account) {}

    /** Takes note that something happened to an account: its next look is worked out anew then. */
    synchronized void happenedTo(AccountPath account) {
        gaps.remove(account);
    }

    /** Sets when an account is to be looked at; never, where empty. */
    synchronized void set(AccountPath account, Optional<Instant> wanted, Instant now) {
        Duration gap = gaps.get(account);
        Optional<Instant> at = gap == null ? wanted : wanted.map(instant -> later(instant, now.plus(gap)));
        if (at.isEmpty()) {
            next.remove(account);
            gaps.remove(account);
        } else if (!at.get().equals(next.put(account, at.get()))) {
            queue.add(new Entry(at.get(), account));
            compact();
        }
    }

    /** Takes note that a look failed: another follows, after longer and longer gaps. */
    synchronized void failed(AccountPath account, Instant now) {
        Instant again = now.plus(gaps.getOrDefault(account, FIRST_GAP));
        Instant planned = next.get(account);
        if (planned == null || again.isBefore(planned)) {
            next.put(account, again);
            queue.add(new Entry(again, account));
            compact();
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private void compact() {
        if (queue.size() > next.size() + MOST_OVERTAKEN) {
            queue.clear();
            next.forEach((account, at) -> queue.add(new Entry(at, account)));
        }
    }

    /** Takes out the accounts that are due, the soonest first. */
    synchronized List<AccountPath> due(Instant now) {
        List<AccountPath> accounts = new ArrayList<>();
        for (Entry entry = queue.peek(); entry != null && !entry.at().isAfter(now); entry = queue.peek()) {
            queue.remove();
            if (next.remove(entry.account(), entry.at())) {
                gaps.merge(entry.account(), FIRST_GAP, (gap, first) -> shorter(gap.multipliedBy(2), LAST_GAP));
                accounts.add(entry.account());
            }
        }
        return accounts;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Returns when the next account is due. */
    synchronized Optional<Instant> soonest() {
        for (Entry entry = queue.peek(); entry != null; entry = queue.peek()) {
            if (entry.at().equals(next.get(entry.account()))) {
                return Optional.of(entry.at());
            }
            queue.remove();
        }
        return Optional.empty();
    }
}
