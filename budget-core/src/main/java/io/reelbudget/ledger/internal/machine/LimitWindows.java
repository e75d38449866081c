package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Limit;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the limits of an account's plan count. Guarded by its book's lock. */
final class LimitWindows {

    private static final LimitWindow[] NO_OTHERS = {};

    /** Those of all plans without limits: there is nothing to change in them. */
    private static final LimitWindows NONE = new LimitWindows(null, NO_OTHERS, null);

    /** What trailing limits sum up; only accounts that have one keep it. */
    record Trailing(HourSums posted, HourSums held) {

        boolean isEmpty() {
            return posted.isEmpty() && held.isEmpty();
        }
    }

    /** Most plans have one limit or none: it is a step away, the others are two. */
    private final @Nullable LimitWindow first;

    private final LimitWindow[] others;
    private final @Nullable Trailing trailing;

    private LimitWindows(@Nullable LimitWindow first, LimitWindow[] others, @Nullable Trailing trailing) {
        this.first = first;
        this.others = others;
        this.trailing = trailing;
    }

    /**
     * Returns windows in which nothing was counted yet.
     *
     * @param since when the plan began: caps that vary are counted from there
     */
    static LimitWindows of(Plan plan, long since) {
        return of(plan, since, null);
    }

    private static LimitWindows of(Plan plan, long since, @Nullable Trailing sums) {
        List<Limit> limits = plan.limits();
        if (limits.isEmpty()) {
            return NONE;
        }
        LimitWindow first = new LimitWindow(limits.get(0), since);
        LimitWindow[] others = limits.size() == 1
                ? NO_OTHERS
                : limits.stream()
                        .skip(1)
                        .map(limit -> new LimitWindow(limit, since))
                        .toArray(LimitWindow[]::new);
        if (limits.stream().noneMatch(limit -> limit.window() instanceof Window.Trailing)) {
            return new LimitWindows(first, others, null);
        }
        return new LimitWindows(first, others, sums == null ? new Trailing(new HourSums(), new HourSums()) : sums);
    }

    /**
     * Returns the windows of another plan. Limits with the same window go on with what these have counted; others count
     * what was charged since the hour in which their running window began, and the holds that were opened in it.
     *
     * @param usage what was charged by the hour
     * @param ever what was posted in all, which counts for windows that began before the hours that are still known
     * @param open the open holds at and below the account
     */
    LimitWindows changedTo(Plan plan, long since, long now, UsageBuckets usage, long ever, List<HoldState> open) {
        LimitWindows next = of(plan, since, trailing);
        for (int i = 0; i < next.count(); i++) {
            LimitWindow window = next.get(i);
            window.enter(now);
            if (!window.isTrailing()) {
                takeOver(window, usage, ever, open);
            }
        }
        Trailing sums = next.trailing;
        if (sums != null && sums.isEmpty()) {
            usage.copyTo(sums.posted());
            open.forEach(hold -> sums.held().add(hold.counted, hold.amount));
        }
        return next;
    }

    /** Gives a limit what was counted before it was there: by one with the same window, or by the hour. */
    private void takeOver(LimitWindow window, UsageBuckets usage, long ever, List<HoldState> open) {
        for (int i = 0; i < count(); i++) {
            LimitWindow earlier = get(i);
            if (earlier.limit().window().equals(window.limit().window())) {
                window.continueFrom(earlier);
                return;
            }
        }
        int begin = HourSums.hourOf(window.start());
        window.posted = usage.firstKept(begin) == begin ? usage.sumFrom(begin) : ever;
        for (HoldState hold : open) {
            window.held += window.covers(hold.counted) ? hold.amount : 0;
        }
    }

    /** Returns how many limits there are. */
    int count() {
        return first == null ? 0 : 1 + others.length;
    }

    /** Returns the window of one limit, in the plan's order. */
    LimitWindow get(int index) {
        return index == 0 && first != null ? first : others[index - 1];
    }

    Trailing trailing() {
        Trailing kept = trailing;
        if (kept == null) {
            throw new IllegalStateException("There was no limit that trails.");
        }
        return kept;
    }

    boolean hasTrailing() {
        return trailing != null;
    }

    /** Begins the windows of a time. */
    void enter(long time) {
        for (int i = 0; i < count(); i++) {
            LimitWindow window = get(i);
            window.enter(time);
        }
    }

    /** Counts what was posted at a time, now or before, in the limits whose window has it. */
    void addPosted(long amount, long time) {
        for (int i = 0; i < count(); i++) {
            LimitWindow window = get(i);
            if (!window.isTrailing() && window.covers(time)) {
                window.posted += amount;
            }
        }
        if (trailing != null) {
            trailing.posted.add(time, amount);
        }
    }

    /**
     * Adds to what is held.
     *
     * @param opened when the hold was opened, or last raised
     */
    void addHeld(long amount, long opened) {
        for (int i = 0; i < count(); i++) {
            LimitWindow window = get(i);
            if (!window.isTrailing() && window.covers(opened)) {
                window.held += amount;
            }
        }
        if (trailing != null) {
            trailing.held.add(opened, amount);
        }
    }
}
