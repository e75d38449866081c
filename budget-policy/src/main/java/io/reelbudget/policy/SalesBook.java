package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.policy.SalesLog.Noted;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.spi.PurchaseId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * What is under way with each account: read from memory, changed in the ledger. A change holds its account's lock while
 * it is recorded, never while a hook is called.
 *
 * <p>This class is thread-safe.
 */
final class SalesBook {

    private static final int MOST_CONFLICTS = 5;

    private final SalesLog log;
    private final ConcurrentMap<AccountPath, Page> pages = new ConcurrentHashMap<>();
    private final RootNews news = new RootNews();

    /** @param turns say when other hosts may have noted something */
    SalesBook(SalesLog log, HostTurns turns) {
        this.log = log;
        turns.listen(news);
    }

    /** One account's state, as of how often other hosts may have noted something. Guarded by itself for writing. */
    private static final class Page {
        private final AtomicInteger heard;
        private volatile Noted noted;
        private volatile int upTo;
        private SalesLog.Newest last;

        private Page(AtomicInteger heard, int upTo, SalesLog.Newest last) {
            this.heard = heard;
            this.upTo = upTo;
            this.last = last;
            this.noted = last.noted();
        }

        private boolean isCurrent() {
            return upTo == heard.get();
        }

        private void forget() {
            upTo = heard.get() - 1;
        }
    }

    private Page page(AccountPath account) {
        Page known = pages.get(account);
        if (known != null) {
            return known;
        }
        AtomicInteger heard = news.of(account);
        int now = heard.get();
        SalesLog.Newest restored = log.restore(account, SalesLog.Newest.NONE); // first: one not open gets no page
        return pages.computeIfAbsent(account, none -> new Page(heard, now, restored));
    }

    /** Returns what the newest note says. Whoever calls it holds the page. */
    private Noted current(AccountPath account, Page page) {
        if (!page.isCurrent()) {
            int now = page.heard.get(); // first: what is heard meanwhile is read the next time
            page.last = log.restore(account, page.last);
            page.noted = page.last.noted();
            page.upTo = now;
        }
        return page.noted;
    }

    private void keep(Page page, Noted noted) {
        page.last = new SalesLog.Newest(noted, noted.base());
        page.noted = noted;
    }

    /** A change of a state that knows the number of the note before it. It may be made again on a newer state. */
    interface Change<T> {
        Changed<T> of(SalesState state, long base);
    }

    /** What a state is to be, and what is answered once it is recorded. */
    record Changed<T>(SalesState state, T answer) {}

    /** How a purchase stood before a change, and how it stands since. */
    record Move(Purchase before, Purchase after) {
        boolean isNews() {
            return before.phase() != after.phase();
        }
    }

    /** @throws io.reelbudget.ledger.UnknownAccountException if the account is not open */
    SalesState state(AccountPath account) {
        return noted(account).state();
    }

    private Noted noted(AccountPath account) {
        Page page = page(account);
        if (page.isCurrent()) {
            return page.noted;
        }
        synchronized (page) {
            return current(account, page);
        }
    }

    /** Changes a state and returns the new one, which is durable; one that is equal is not recorded. */
    SalesState change(AccountPath account, UnaryOperator<SalesState> change) {
        return change(account, (state, base) -> {
            SalesState after = change.apply(state);
            return new Changed<>(after, after);
        });
    }

    /** Changes a state, durably, and returns what the change answered. */
    <T> T change(AccountPath account, Change<T> change) {
        Page page = page(account);
        synchronized (page) {
            for (int conflict = 0; conflict < MOST_CONFLICTS; conflict++) {
                Noted before = current(account, page);
                Changed<T> after = change.of(before.state(), before.base());
                if (after.state().equals(before.state())) {
                    return after.answer();
                }
                try {
                    keep(page, log.record(account, before.base(), after.state()));
                    return after.answer();
                } catch (IdempotencyConflictException other) {
                    page.forget(); // what the other cashier recorded counts
                }
            }
        }
        throw new IllegalStateException("Sales to " + account + " met " + MOST_CONFLICTS
                + " changes by other processes in a row but must come through; let one process sell to an account.");
    }

    /** Returns a purchase, from older notes where it ended long ago. */
    Optional<Purchase> find(PurchaseId id) {
        return state(id.account()).purchase(id).or(() -> log.find(id));
    }

    /**
     * Changes one purchase, as it stands by now, and its account's state with it.
     *
     * @param change makes the state that has the purchase changed, from the state and how the purchase stands
     */
    Move move(Purchase known, BiFunction<SalesState, Purchase, SalesState> change) {
        return change(known.account(), (state, base) -> {
            // One that the state has dropped ended since it was read, or long ago: older notes say how.
            Purchase before =
                    state.purchase(known.id()).or(() -> log.find(known.id())).orElse(known);
            SalesState after = change.apply(state, before);
            return new Changed<>(
                    after, new Move(before, after.purchase(known.id()).orElse(before)));
        });
    }

    /** Notes a state again that could otherwise not be found. */
    void keepNear(AccountPath account) {
        if (state(account).isEmpty()) {
            return;
        }
        Page page = page(account);
        synchronized (page) {
            Noted noted = current(account, page);
            if (log.isFarBack(account, noted)) {
                try {
                    keep(page, log.record(account, noted.base(), noted.state()));
                } catch (IdempotencyConflictException other) {
                    page.forget();
                }
            }
        }
    }
}
