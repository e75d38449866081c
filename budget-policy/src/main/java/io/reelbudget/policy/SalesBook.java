package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.policy.SalesLog.Noted;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.spi.PurchaseId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    SalesBook(SalesLog log) {
        this.log = log;
    }

    /** One account's state; null until it is read from the ledger. */
    private static final class Page {
        private volatile @Nullable Noted noted;
    }

    /** A change of a state that knows the number of the note before it. */
    interface Change {
        SalesState of(SalesState state, long base);
    }

    /** @throws io.reelbudget.ledger.UnknownAccountException if the account is not open */
    SalesState state(AccountPath account) {
        return noted(account).state();
    }

    private Noted noted(AccountPath account) {
        Page known = pages.get(account);
        Noted noted = known == null ? null : known.noted;
        if (noted != null) {
            return noted;
        }
        Noted restored = log.restore(account); // first: an account that is not open gets no page
        Page page = pages.computeIfAbsent(account, none -> new Page());
        synchronized (page) {
            Noted first = page.noted == null ? restored : page.noted;
            page.noted = first;
            return first;
        }
    }

    /** Changes a state and returns the new one, which is durable; one that is equal is not recorded. */
    SalesState change(AccountPath account, UnaryOperator<SalesState> change) {
        return change(account, (state, base) -> change.apply(state));
    }

    SalesState change(AccountPath account, Change change) {
        noted(account);
        Page page = pages.computeIfAbsent(account, none -> new Page());
        synchronized (page) {
            for (int conflict = 0; conflict < MOST_CONFLICTS; conflict++) {
                Noted before = page.noted == null ? log.restore(account) : page.noted;
                page.noted = before;
                SalesState after = change.of(before.state(), before.base());
                if (after.equals(before.state())) {
                    return after;
                }
                try {
                    page.noted = log.record(account, before.base(), after);
                    return after;
                } catch (IdempotencyConflictException other) {
                    page.noted = null; // what the other cashier recorded counts
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

    /** Changes one purchase, wherever it stands, and returns it as it stands then. */
    Purchase move(Purchase known, UnaryOperator<Purchase> move, Change besides) {
        SalesState after = change(known.account(), (state, base) -> {
            Purchase before = state.purchase(known.id()).orElse(known);
            Purchase moved = move.apply(before);
            return moved.equals(before) ? state : besides.of(state.with(moved), base);
        });
        return after.purchase(known.id()).orElse(known);
    }

    /** Notes a state again that could otherwise not be found. */
    void keepNear(AccountPath account) {
        if (state(account).isEmpty()) {
            return;
        }
        Page page = pages.computeIfAbsent(account, none -> new Page());
        synchronized (page) {
            Noted noted = page.noted;
            if (noted != null && log.isFarBack(account, noted)) {
                try {
                    page.noted = log.record(account, noted.base(), noted.state());
                } catch (IdempotencyConflictException other) {
                    page.noted = null;
                }
            }
        }
    }
}
