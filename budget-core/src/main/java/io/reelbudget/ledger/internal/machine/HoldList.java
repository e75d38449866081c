package io.reelbudget.ledger.internal.machine;

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

    List<HoldState> toList() {
        List<HoldState> all = new ArrayList<>();
        for (HoldState hold = first; hold != null; hold = hold.next) {
            all.add(hold);
        }
        return all;
    }
}
