package io.reelbudget.ledger.internal.machine;

import io.reelbudget.account.Limit;
import io.reelbudget.account.Period;
import io.reelbudget.account.Window;

/**
 * A limit's window at some time, the same for all accounts whose plan began in the same period.
 *
 * @param firstOrdinal the period from which caps that vary are counted
 * @param start when it began
 * @param end when it ends
 * @param cap the most that may be posted and held in it
 * @param trailingHours how many hours it sums up where it trails, else zero
 */
record WindowSpan(Limit limit, long firstOrdinal, long start, long end, long cap, long trailingHours) {

    private static final Shared<WindowSpan> SPANS = new Shared<>(256);

    /** Returns the window of a time. */
    static WindowSpan at(Limit limit, long firstOrdinal, long time) {
        if (limit.window() instanceof Window.Each) {
            Period period = periodAt(limit, time);
            long cap = capOf(limit, firstOrdinal, period);
            return SPANS.of(new WindowSpan(
                    limit, firstOrdinal, LedgerTime.micros(period.start()), LedgerTime.micros(period.end()), cap, 0));
        }
        long cap = limit.cap().at(0).micros();
        long hours = ((Window.Trailing) limit.window()).length().toHours();
        return SPANS.of(new WindowSpan(limit, firstOrdinal, Long.MIN_VALUE, LedgerTime.NEVER, cap, hours));
    }

    /** Returns the window of the time from which on a limit counts. */
    static WindowSpan first(Limit limit, long since) {
        long ordinal =
                limit.window() instanceof Window.Each ? periodAt(limit, since).ordinal() : 0;
        return at(limit, ordinal, since);
    }

    /** Returns the period of a limit that is no trailing one. */
    static Period periodAt(Limit limit, long time) {
        return ((Window.Each) limit.window()).periods().periodAt(LedgerTime.instant(time));
    }

    /** Returns the most for the period of a time after this window. */
    long capAfter(long time) {
        return capOf(limit, firstOrdinal, periodAt(limit, time));
    }

    private static long capOf(Limit limit, long firstOrdinal, Period period) {
        return limit.cap().at(period.ordinal() - firstOrdinal).micros();
    }
}
