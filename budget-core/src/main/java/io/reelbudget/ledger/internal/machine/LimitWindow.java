package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Limit;
import io.reelbudget.account.Period;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;

/**
 * What one limit counts. A limit for each period has two counters that begin anew with it; a trailing one sums up
 * hours. Guarded by its book's lock.
 */
final class LimitWindow {

    final Limit limit;
    private long firstOrdinal;
    private final long trailingHours;
    private long start;
    private long end;
    private long cap;
    long posted;
    long held;

    LimitWindow(Limit limit, long since) {
        this.limit = limit;
        if (limit.window() instanceof Window.Each each) {
            firstOrdinal = each.periods().periodAt(LedgerTime.instant(since)).ordinal();
            trailingHours = 0;
            enter(since);
        } else {
            Window.Trailing trailing = (Window.Trailing) limit.window();
            firstOrdinal = 0;
            trailingHours = trailing.length().toHours();
            start = Long.MIN_VALUE;
            end = LedgerTime.NEVER;
            cap = limit.cap().at(0).micros();
        }
    }

    boolean isTrailing() {
        return trailingHours > 0;
    }

    /** Begins the window of a time, if that is another one. */
    void enter(long time) {
        if (time >= end || end == 0) {
            Period period = periodAt(time);
            start = LedgerTime.micros(period.start());
            end = LedgerTime.micros(period.end());
            cap = capOf(period);
            posted = 0;
            held = 0;
        }
    }

    private Period periodAt(long time) {
        return ((Window.Each) limit.window()).periods().periodAt(LedgerTime.instant(time));
    }

    private long capOf(Period period) {
        return limit.cap().at(period.ordinal() - firstOrdinal).micros();
    }

    /** Returns when the running window began. */
    long start() {
        return start;
    }

    /** Returns whether a time of the past is in the running window. */
    boolean covers(long time) {
        return time >= start && time < end;
    }

    /** Returns the most for the window of a time, which is not before the last change. */
    long capAt(long time) {
        return time < end ? cap : capOf(periodAt(time));
    }

    long startAt(long time) {
        if (isTrailing()) {
            return (HourSums.hourOf(time) - trailingHours) * HourSums.MICROS_PER_HOUR;
        }
        return time < end ? start : LedgerTime.micros(periodAt(time).start());
    }

    long endAt(long time) {
        if (isTrailing()) {
            return time;
        }
        return time < end ? end : LedgerTime.micros(periodAt(time).end());
    }

    long postedAt(long time, Account account) {
        if (isTrailing()) {
            return account.trailing().posted().sumFrom(firstHourAt(time));
        }
        return time < end ? posted : 0;
    }

    long heldAt(long time, Account account) {
        if (isTrailing()) {
            return account.trailing().held().sumFrom(firstHourAt(time));
        }
        return time < end ? held : 0;
    }

    private int firstHourAt(long time) {
        return Math.toIntExact(HourSums.hourOf(time) - trailingHours);
    }

    void write(SectionWriter out) {
        out.writeSigned(firstOrdinal);
        out.writeSigned(start);
        out.writeSigned(posted);
        out.writeSigned(held);
    }

    /** Reads what a window of the same limit wrote. */
    void read(SectionReader in) {
        firstOrdinal = in.readSigned();
        long began = in.readSigned();
        if (!isTrailing()) {
            end = 0;
            enter(began);
        }
        posted = in.readSigned();
        held = in.readSigned();
    }

    /** Takes over what a limit with the same window had counted before the plan changed. */
    void continueFrom(LimitWindow before) {
        posted = before.posted;
        held = before.held;
    }
}
