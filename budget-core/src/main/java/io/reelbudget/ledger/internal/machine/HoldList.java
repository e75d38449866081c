package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds in the order in which they came; each is in one list at most. Guarded by its book's lock. */
final class HoldList {

    private @Nullable HoldState first;
    private @Nullable HoldState last;

    @Nullable
    HoldState first() {
        return first;
    }

    void add(HoldState hold) {
        HoldState before = last;
        hold.list = this;
        hold.previous = before;
        hold.next = null;
        if (before == null) {
            first = hold;
        } else {
            before.next = hold;
        }
        last = hold;
    }

    void remove(HoldState hold) {
        HoldState before = hold.previous;
        HoldState after = hold.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        hold.list = null;
        hold.previous = null;
        hold.next = null;
    }

    /** Goes through all of them; null where none is of the account and key. */
    @Nullable
    HoldState find(int account, IdempotencyKey key) {
        for (HoldState hold = first; hold != null; hold = hold.next) {
            if (hold.key.low() == key.low() && hold.key.high() == key.high() && hold.account.number() == account) {
                return hold;
            }
        }
        return null;
    }

    List<HoldState> toList() {
        List<HoldState> all = new ArrayList<>();
        for (HoldState hold = first; hold != null; hold = hold.next) {
            all.add(hold);
        }
        return all;
    }
}
