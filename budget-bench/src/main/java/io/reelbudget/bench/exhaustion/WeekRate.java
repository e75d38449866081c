package io.reelbudget.bench.exhaustion;

import static io.reelbudget.bench.exhaustion.UsageTrace.DAY;

/** The simple methods that the forecast is compared with. */
final class WeekRate {

    private static final int OWN_DAYS = 56;
    private static final double OWN_WEIGHT = 0.97;

    private WeekRate() {}

    /** Returns the plain rate of the last seven days, or of those since the first job, in cost a day. */
    static double perDay(TraceUser user, double now) {
        double span = Math.min(7 * DAY, Math.max(now - user.firstSubmit(), DAY));
        return (user.chargedUntil(now) - user.chargedUntil(now - span)) / span * DAY;
    }

    /** Returns the decayed share of the last 56 days, of 24 hours each, that cost at least so much. */
    static double ownShare(TraceUser user, double now, double left) {
        int days = (int) Math.min(OWN_DAYS, Math.floor((now - user.firstSubmit()) / DAY));
        double weights = 0;
        double used = 0;
        for (int day = 0; day < days; day++) {
            double weight = Math.pow(OWN_WEIGHT, day);
            double cost = user.chargedUntil(now - day * DAY) - user.chargedUntil(now - (day + 1) * DAY);
            weights += weight;
            used += cost >= left ? weight : 0;
        }
        return weights > 0 ? used / weights : 0;
    }
}
