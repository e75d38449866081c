package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hold that is open, or that expired and may still be captured. Guarded by its book's lock. */
public final class HoldState {

    final Account account;
    final IdempotencyKey key;
    final long placed;
    final Labels labels;
    long amount;
    long leaseEnd;
    boolean open = true;

    /** The list that it is in, and those before and after it there; null where there is none. */
    @Nullable
    HoldList list;

    @Nullable
    HoldState previous;

    @Nullable
    HoldState next;

    /** When it was opened or last raised: limits count it in the window of this time. */
    long counted;

    /** What of it rests on grants with a scope, at each level; empty where nothing does. */
    List<List<Earmark>> earmarks;

    /** How far it may take what is available below zero, {@link Event#ACCOUNTS_OWN} for as far as the accounts say. */
    final long overdraft;

    HoldState(
            Account account,
            IdempotencyKey key,
            long amount,
            long placed,
            long leaseEnd,
            Labels labels,
            List<List<Earmark>> earmarks,
            long overdraft) {
        this.account = account;
        this.key = key;
        this.amount = amount;
        this.placed = placed;
        this.counted = placed;
        this.leaseEnd = leaseEnd;
        this.labels = labels;
        this.earmarks = earmarks;
        this.overdraft = overdraft;
    }

    /**
     * Returns whether it is neither captured, released nor expired; captured in part it may hold nothing and be open.
     */
    public boolean isOpen() {
        return open;
    }

    /** Returns whether a host spends from it by a ledger of its own. */
    boolean isEscrow() {
        return labels.values().containsKey(Labels.ESCROW);
    }

    /** Returns the account that it was placed on. */
    public Account account() {
        return account;
    }

    /** Returns the key of the command that placed it. */
    public IdempotencyKey key() {
        return key;
    }

    /** Returns how much it holds, in millionths; zero once it expired. */
    public long amount() {
        return amount;
    }

    /** Returns what of it rests on grants with a scope at a level. */
    List<Earmark> earmarksAt(int level) {
        return earmarks.isEmpty() ? List.of() : earmarks.get(level);
    }

    /** Adds to what is held at every level, in the windows of the time in which this counts. */
    void addToLevels(long more, long now) {
        addToLevels(account, more, counted, now);
    }

    /** The same for a hold on an account that counts since a time. */
    static void addToLevels(Account account, long more, long counted, long now) {
        for (int i = 0; i < account.depth(); i++) {
            // A hold may expire on an account below that is not brought up to now: its periods begin in their turn.
            account.level(i).enterWindows(now);
            account.level(i).addHeld(more, counted);
        }
    }

    /** Counts on its earmarks at every level; no longer, where {@code sign} is negative. */
    void earmark(int sign) {
        for (int level = 0; level < earmarks.size(); level++) {
            account.level(level).grants.earmark(earmarks.get(level), sign);
        }
    }

    /** Gives up what an ended hold counted on; of one that goes on, as much as its grants have paid. */
    void releaseEarmarks(Event.Captured captured) {
        if (earmarks.isEmpty()) {
            return;
        }
        earmark(-1);
        if (captured.left() == Event.ENDED) {
            earmarks = List.of();
            return;
        }
        List<List<Earmark>> rest = new ArrayList<>(earmarks.size());
        for (int level = 0; level < earmarks.size(); level++) {
            rest.add(Grants.without(earmarks.get(level), captured.paidBy().get(level), captured.left()));
        }
        earmarks = List.copyOf(rest);
        earmark(1);
    }
}
