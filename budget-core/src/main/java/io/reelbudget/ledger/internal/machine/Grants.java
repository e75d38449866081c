package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account's grants: those with something left in burn-down order, those used up that a refund may still go back to,
 * and those announced. Guarded by its book's lock.
 */
final class Grants {

    /** Of the grants without expiry that are used up so many are kept for refunds, the newest. */
    private static final int MAX_USED_UP = 1_000;

    // Most accounts have one grant and change it rarely: lists that are replaced take half of what growing ones do.
    private List<GrantState> live = List.of();
    private List<GrantState> usedUp = List.of();
    private List<GrantState> scheduled = List.of();

    /**
     * Of those that are gone, the newest that were taken back or that not everybody could spend: refunds ask for them.
     */
    private List<GrantState> gone = List.of();

    private int scoped;

    List<GrantState> live() {
        return live;
    }

    List<GrantState> usedUp() {
        return usedUp;
    }

    List<GrantState> scheduled() {
        return scheduled;
    }

    List<GrantState> gone() {
        return gone;
    }

    /** Returns a grant that is gone and of which more is known than its number; null where there is none. */
    @Nullable
    GrantState findGone(long id) {
        GrantState grant = find(gone, id);
        return grant == null ? find(usedUp, id) : grant;
    }

    void keepGone(GrantState grant) {
        if (grant.voided || grant.isScoped() || grant.terms.priority() != GrantOffer.DEFAULT_PRIORITY) {
            grant.earmarked = 0;
            gone = newest(gone, grant);
        }
    }

    private static List<GrantState> newest(List<GrantState> grants, GrantState grant) {
        List<GrantState> more = new ArrayList<>(grants);
        if (more.size() == MAX_USED_UP) {
            more.remove(0);
        }
        more.add(grant);
        return List.copyOf(more);
    }

    void add(GrantState grant) {
        if (grant.remaining == 0) {
            keepUsedUp(grant);
            return;
        }
        live = with(live, grant);
        scoped += grant.isScoped() ? 1 : 0;
    }

    void schedule(GrantState grant) {
        List<GrantState> more = new ArrayList<>(scheduled);
        more.add(grant);
        scheduled = List.copyOf(more);
    }

    /** Returns what was announced and does not count yet. */
    long announced() {
        long sum = 0;
        for (GrantState grant : scheduled) {
            sum = Math.addExact(sum, grant.terms.amount());
        }
        return sum;
    }

    /** Takes an announced grant out. */
    void unschedule(long id) {
        scheduled = without(scheduled, require(scheduled, id));
    }

    /** Returns a grant that has something left, null where there is none. */
    @Nullable
    GrantState findLive(long id) {
        return find(live, id);
    }

    @Nullable
    GrantState findScheduled(long id) {
        return find(scheduled, id);
    }

    /** Returns a grant that has not expired, whatever is left of it; null where there is none. */
    @Nullable
    GrantState findUnexpired(long id, long now) {
        GrantState grant = find(live, id);
        if (grant == null) {
            grant = find(usedUp, id);
        }
        return grant == null || grant.terms.expiry() <= now ? null : grant;
    }

    private static @Nullable GrantState find(List<GrantState> grants, long id) {
        for (int i = 0; i < grants.size(); i++) {
            if (grants.get(i).id == id) {
                return grants.get(i);
            }
        }
        return null;
    }

    /** Returns a grant that the rules say is there. */
    private static GrantState require(List<GrantState> grants, long id) {
        GrantState grant = find(grants, id);
        if (grant == null) {
            throw new IllegalStateException("There was no grant " + id + " where one must be.");
        }
        return grant;
    }

    /** Returns the grants and one more, in burn-down order. */
    private static List<GrantState> with(List<GrantState> grants, GrantState grant) {
        if (grants.isEmpty()) {
            return List.of(grant);
        }
        int at = Collections.binarySearch(grants, grant, GrantState.BURN_DOWN);
        List<GrantState> more = new ArrayList<>(grants.size() + 1);
        more.addAll(grants);
        more.add(at < 0 ? -at - 1 : at, grant);
        return List.copyOf(more);
    }

    private static List<GrantState> without(List<GrantState> grants, GrantState grant) {
        if (grants.size() == 1) {
            return List.of();
        }
        List<GrantState> fewer = new ArrayList<>(grants);
        fewer.remove(grant);
        return List.copyOf(fewer);
    }

    /** Takes from a grant that has so much left; returns whether that used it up. */
    boolean take(long id, long amount) {
        GrantState grant = require(live, id);
        if (grant.remaining < amount) {
            throw new IllegalStateException("Grant " + id + " had less than " + amount + " left.");
        }
        grant.remaining -= amount;
        if (grant.remaining > 0) {
            return false;
        }
        live = without(live, grant);
        scoped -= grant.isScoped() ? 1 : 0;
        keepUsedUp(grant);
        return true;
    }

    /** Gives back to a grant that has not expired. */
    void putBack(long id, long amount) {
        GrantState grant = find(live, id);
        if (grant != null) {
            grant.remaining = Math.addExact(grant.remaining, amount);
            return;
        }
        grant = require(usedUp, id);
        usedUp = without(usedUp, grant);
        grant.remaining = amount;
        add(grant);
    }

    /** Forgets a grant that expired, whatever is left of it, and returns it. */
    GrantState remove(long id) {
        GrantState grant = require(live, id);
        live = without(live, grant);
        scoped -= grant.isScoped() ? 1 : 0;
        keepGone(grant);
        return grant;
    }

    private void keepUsedUp(GrantState grant) {
        grant.earmarked = 0;
        usedUp = newest(usedUp, grant);
    }

    /** Forgets those that are used up and have expired: nothing goes back to them. */
    void forgetExpired(long now) {
        for (int i = 0; i < usedUp.size(); i++) {
            if (usedUp.get(i).terms.expiry() <= now) {
                List<GrantState> rest = new ArrayList<>(usedUp.size());
                for (GrantState grant : usedUp) {
                    if (grant.terms.expiry() > now) {
                        rest.add(grant);
                    } else {
                        keepGone(grant);
                    }
                }
                usedUp = List.copyOf(rest);
                return;
            }
        }
    }

    /** Returns the first instant at which one expires or takes effect. */
    long nextDue() {
        long due = LedgerTime.NEVER;
        for (int i = 0; i < live.size(); i++) {
            due = Math.min(due, live.get(i).terms.expiry());
        }
        for (int i = 0; i < scheduled.size(); i++) {
            due = Math.min(due, scheduled.get(i).terms.effective());
        }
        return due;
    }

    /** Returns what is set apart for other labels than these, and so cannot be counted on. */
    long outOfReach(Labels labels) {
        if (scoped == 0) {
            return 0;
        }
        long apart = 0;
        for (GrantState grant : live) {
            if (grant.isScoped() && !labels.contain(grant.terms.scope())) {
                apart = Math.addExact(apart, grant.free());
            }
        }
        return apart;
    }

    /**
     * Says what of an amount would rest on grants with a scope, in burn-down order.
     *
     * @param own what the hold had earmarked so far, which is free for it
     * @param reach how much of the grants without a scope no other hold counts on
     */
    List<Earmark> earmarksFor(long amount, Labels labels, List<Earmark> own, long reach) {
        if (scoped == 0) {
            return List.of();
        }
        List<Earmark> earmarks = new ArrayList<>(1);
        long rest = amount;
        long general = reach;
        for (int i = 0; i < live.size() && rest > 0; i++) {
            GrantState grant = live.get(i);
            long part =
                    Math.min(rest, grant.isScoped() ? payable(grant, labels, own) : Math.min(general, grant.remaining));
            if (grant.isScoped() && part > 0) {
                earmarks.add(new Earmark(grant.id, part));
            } else {
                general -= part;
            }
            rest -= part;
        }
        return List.copyOf(earmarks);
    }

    /**
     * Returns how much of the grants without a scope a payer may spend before it takes what other holds count on.
     *
     * @param held what all holds hold
     * @param ownHeld what the payer's own holds of that
     * @param own what the payer had earmarked
     */
    long reach(long held, long ownHeld, List<Earmark> own) {
        if (scoped == 0) {
            return Long.MAX_VALUE;
        }
        long general = 0;
        long earmarked = 0;
        long ownShare = ownHeld;
        for (GrantState grant : live) {
            if (grant.isScoped()) {
                earmarked += grant.earmarked;
                ownShare -= Math.min(grant.earmarked, amountOf(own, grant.id));
            } else {
                general += grant.remaining;
            }
        }
        ownShare = Math.max(0, ownShare);
        long others = Math.max(0, held - earmarked - ownShare);
        return Math.max(Math.min(ownShare, general), general - others);
    }

    private static long amountOf(List<Earmark> earmarks, long grant) {
        long amount = 0;
        for (Earmark earmark : earmarks) {
            amount += earmark.grant() == grant ? earmark.amount() : 0;
        }
        return amount;
    }

    /**
     * Returns what is left of earmarks after payments of those grants.
     *
     * @param most what the hold still holds
     */
    static List<Earmark> without(List<Earmark> earmarks, List<Payment> paid, long most) {
        List<Earmark> rest = new ArrayList<>(earmarks.size());
        long room = most;
        for (Earmark earmark : earmarks) {
            long left = earmark.amount();
            for (Payment payment : paid) {
                left -= payment.grant() == earmark.grant() ? payment.amount() : 0;
            }
            left = Math.min(left, room);
            if (left > 0) {
                rest.add(new Earmark(earmark.grant(), left));
                room -= left;
            }
        }
        return List.copyOf(rest);
    }

    /** Returns earmarks without those on one grant. */
    static List<Earmark> without(List<Earmark> earmarks, long grant) {
        return earmarks.stream().filter(earmark -> earmark.grant() != grant).toList();
    }

    /**
     * Adds to what holds count on; takes away, where {@code sign} is negative. Grants that are gone are passed over.
     */
    void earmark(List<Earmark> earmarks, int sign) {
        for (Earmark earmark : earmarks) {
            GrantState grant = find(live, earmark.grant());
            if (grant != null) {
                grant.earmarked = Math.max(0, grant.earmarked + sign * earmark.amount());
            }
        }
    }

    /**
     * Says which grants would pay an amount, in burn-down order; what none pays is overdraft. What other holds count on
     * of grants without a scope comes last: a payer that can be paid otherwise leaves it to them.
     *
     * @param own what the payer itself had earmarked
     * @param reach how much of the grants without a scope no other hold counts on
     * @param unpaid what stands in place of a grant for what none pays
     */
    List<Payment> burnDown(long amount, Labels labels, List<Earmark> own, long reach, long unpaid) {
        if (scoped == 0 && !live.isEmpty() && live.get(0).remaining >= amount) {
            return amount == 0
                    ? List.of()
                    : List.of(new Payment(live.get(0).id, live.get(0).terms.kind(), amount));
        }
        long[] parts = new long[live.size()];
        long rest = amount;
        long general = reach;
        for (int i = 0; i < parts.length && rest > 0; i++) {
            GrantState grant = live.get(i);
            parts[i] =
                    Math.min(rest, grant.isScoped() ? payable(grant, labels, own) : Math.min(general, grant.remaining));
            general -= grant.isScoped() ? 0 : parts[i];
            rest -= parts[i];
        }
        for (int i = 0; i < parts.length && rest > 0; i++) {
            long more = live.get(i).isScoped() ? 0 : Math.min(rest, live.get(i).remaining - parts[i]);
            parts[i] += more;
            rest -= more;
        }
        return payments(parts, rest, unpaid);
    }

    private List<Payment> payments(long[] parts, long rest, long unpaid) {
        List<Payment> payments = new ArrayList<>(2);
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] > 0) {
                payments.add(new Payment(live.get(i).id, live.get(i).terms.kind(), parts[i]));
            }
        }
        if (rest > 0) {
            payments.add(new Payment(unpaid, null, rest));
        }
        return List.copyOf(payments);
    }

    private static long payable(GrantState grant, Labels labels, List<Earmark> own) {
        if (!labels.contain(grant.terms.scope())) {
            return 0;
        }
        return Math.min(grant.remaining, grant.free() + Math.min(amountOf(own, grant.id), grant.earmarked));
    }
}
