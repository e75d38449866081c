package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The holds of a book. Guarded by its book's lock.
 *
 * <p>A hold that is the only one, is as it was placed and has neither labels nor earmarks is kept as numbers of the
 * book itself. Most are that for all their life, and an object each, to which the book would refer for a moment, is
 * what collectors are slow at. Whoever needs it as an object, or places another one, has it made one.
 */
abstract class BookHolds {

    private static final int NONE = -1;

    /** The account of the only hold, {@link #NONE} where there is none that is kept as numbers. */
    private int soleAccount = NONE;

    private long soleHigh;
    private long soleLow;
    private long soleAmount;
    private long solePlaced;
    private long soleLeaseEnd;

    /** Null where there is no other than that. */
    private @Nullable Holds holds;

    abstract Account account(int number);

    /** Returns the open holds of the whole book, the oldest first. */
    public Collection<HoldState> openHolds() {
        unfold();
        return holds == null ? List.of() : holds.open();
    }

    Collection<HoldState> expiredHolds() {
        return holds == null ? List.of() : holds.expired();
    }

    List<HoldState> overdueHolds(Account account, long now, int limit) {
        unfold();
        return holds == null ? List.of() : holds.overdue(account, now, limit);
    }

    /** Returns a hold to be looked at, not to be changed; null where there is none of the key. */
    @Nullable
    HoldState findHold(Account account, IdempotencyKey key, long now) {
        if (isSole(account.number(), key)) {
            return sole(account, key);
        }
        HoldState hold = holds == null ? null : holds.find(account.number(), key);
        // Those that expired too long ago are dropped with the next event, but must not be found before it either.
        return hold == null || Holds.isForgotten(hold, now) ? null : hold;
    }

    /** Returns whether a hold is the only one and kept as numbers. */
    boolean isSole(int account, IdempotencyKey key) {
        return soleAccount == account && soleLow == key.low() && soleHigh == key.high();
    }

    /** Returns since when that counts in the limits' windows. */
    long soleCounted() {
        return solePlaced;
    }

    void endSole() {
        soleAccount = NONE;
    }

    private HoldState sole(Account account, IdempotencyKey key) {
        return new HoldState(
                account, key, soleAmount, solePlaced, soleLeaseEnd, Labels.none(), List.of(), Event.ACCOUNTS_OWN);
    }

    /** Makes an object of the only hold. */
    private void unfold() {
        if (soleAccount != NONE) {
            HoldState hold = sole(account(soleAccount), new IdempotencyKey(soleHigh, soleLow));
            endSole();
            Holds one = new Holds();
            one.put(hold);
            holds = one;
        }
    }

    /** Returns the holds as objects. */
    Holds holds() {
        unfold();
        Holds all = holds;
        if (all == null) {
            all = new Holds();
            holds = all;
        }
        return all;
    }

    void place(Event.Held held, long time) {
        Account account = account(held.account());
        HoldState.addToLevels(account, held.amount(), time, time);
        boolean isPlain =
                held.labels().values().isEmpty() && held.earmarks().isEmpty() && held.overdraft() == Event.ACCOUNTS_OWN;
        if (isPlain && holds == null && soleAccount == NONE) {
            soleAccount = held.account();
            soleHigh = held.hold().high();
            soleLow = held.hold().low();
            soleAmount = held.amount();
            solePlaced = time;
            soleLeaseEnd = held.leaseEnd();
            return;
        }
        HoldState hold = new HoldState(
                account,
                held.hold(),
                held.amount(),
                time,
                held.leaseEnd(),
                held.labels(),
                held.earmarks(),
                held.overdraft());
        hold.earmark(1);
        holds().put(hold);
    }

    /** Returns a hold to be changed. */
    HoldState hold(int account, IdempotencyKey key) {
        HoldState hold = holds().find(account, key);
        if (hold == null) {
            throw new IllegalStateException(
                    "Account '" + account(account).path() + "' had no hold " + key + " to be changed.");
        }
        return hold;
    }

    /** Forgets the holds that expired too long ago. */
    void forgetHolds(long time) {
        if (holds != null) {
            holds.forget(time);
            if (holds.isEmpty()) {
                // Most accounts have no hold most of the time.
                holds = null;
            }
        }
    }
}
