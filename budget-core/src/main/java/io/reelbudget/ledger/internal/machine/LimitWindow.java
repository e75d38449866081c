package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Limit;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;

/**
 * What one limit counts. A limit for each period has two counters that begin anew with it; a trailing one sums up
 * hours. Guarded by its book's lock.
 */
final class LimitWindow {

    private WindowSpan span;
    long posted;
    long held;

    LimitWindow(Limit limit, long since) {
        span = WindowSpan.first(limit, since);
    }

    Limit limit() {
        return span.limit();
    }

    boolean isTrailing() {
        return span.trailingHours() > 0;
    }

    /** Begins the window of a time, if that is another one. */
    void enter(long time) {
        if (time >= span.end()) {
            begin(span.firstOrdinal(), time);
        }
    }

    private void begin(long firstOrdinal, long time) {
        span = WindowSpan.at(limit(), firstOrdinal, time);
        posted = 0;
        held = 0;
    }

    /** Returns when the running window began. */
    long start() {
        return span.start();
    }

    /** Returns whether a time of the past is in the running window, which was entered for the present. */
    boolean covers(long time) {
        return time >= span.start();
    }

    /** Returns the most for the window of a time, which is not before the last change. */
    long capAt(long time) {
        return time < span.end() ? span.cap() : span.capAfter(time);
    }

    long startAt(long time) {
        if (isTrailing()) {
            return firstHourAt(time) * HourSums.MICROS_PER_HOUR;
        }
        return time < span.end()
                ? span.start()
                : LedgerTime.micros(WindowSpan.periodAt(limit(), time).start());
    }

    long endAt(long time) {
        if (isTrailing()) {
            return time;
        }
        return time < span.end()
                ? span.end()
                : LedgerTime.micros(WindowSpan.periodAt(limit(), time).end());
    }

    long postedAt(long time, Account account) {
        if (isTrailing()) {
            return account.limits().trailing().posted().sumFrom(firstHourAt(time));
        }
        return time < span.end() ? posted : 0;
    }

    long heldAt(long time, Account account) {
        if (isTrailing()) {
            return account.limits().trailing().held().sumFrom(firstHourAt(time));
        }
        return time < span.end() ? held : 0;
    }

    private int firstHourAt(long time) {
        return Math.toIntExact(HourSums.hourOf(time) - span.trailingHours());
    }

    void write(SectionWriter out) {
        out.writeSigned(span.firstOrdinal());
        out.writeSigned(span.start());
        out.writeSigned(posted);
        out.writeSigned(held);
    }

    /** Reads what a window of the same limit wrote. */
    void read(SectionReader in) {
        long firstOrdinal = in.readSigned();
        long began = in.readSigned();
        if (!isTrailing()) {
            begin(firstOrdinal, began);
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
