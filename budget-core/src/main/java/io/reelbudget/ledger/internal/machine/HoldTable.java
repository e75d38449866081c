package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * Finds holds by account and key: open addressing with linear probing, and removal by moving up those that follow
 * (Knuth, The Art of Computer Programming 3, 6.4, algorithm R). Guarded by its book's lock.
 */
final class HoldTable {

    private static final int FIRST_CAPACITY = 4;

    private @Nullable HoldState[] slots = new HoldState[FIRST_CAPACITY];
    private int size;

    @Nullable
    HoldState find(int account, IdempotencyKey key) {
        int mask = slots.length - 1;
        int at = KeyHash.of(account, key.high(), key.low()) & mask;
        HoldState hold = slots[at];
        while (hold != null) {
            if (hold.key.low() == key.low() && hold.key.high() == key.high() && hold.account.number() == account) {
                return hold;
            }
            at = (at + 1) & mask;
            hold = slots[at];
        }
        return null;
    }

    void add(HoldState hold) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        enter(hold);
        size++;
    }

    private void grow() {
        @Nullable HoldState[] before = slots;
        slots = new HoldState[2 * before.length];
        for (HoldState hold : before) {
            if (hold != null) {
                enter(hold);
            }
        }
    }

    private void enter(HoldState hold) {
        int mask = slots.length - 1;
        int at = home(hold);
        while (slots[at] != null) {
            at = (at + 1) & mask;
        }
        slots[at] = hold;
    }

    void remove(HoldState hold) {
        int mask = slots.length - 1;
        int at = home(hold);
        while (slots[at] != hold) {
            at = (at + 1) & mask;
        }
        size--;
        int hole = at;
        at = (at + 1) & mask;
        HoldState next = slots[at];
        while (next != null) {
            // It may move into the hole unless its home lies behind the hole.
            if (((at - home(next)) & mask) >= ((at - hole) & mask)) {
                slots[hole] = next;
                hole = at;
            }
            at = (at + 1) & mask;
            next = slots[at];
        }
        slots[hole] = null;
    }

    private int home(HoldState hold) {
        return KeyHash.of(hold.account.number(), hold.key.high(), hold.key.low()) & (slots.length - 1);
    }
}
