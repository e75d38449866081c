package io.reelbudget.forecast;

import java.util.Arrays;

/**
 * A model as it was fitted at the last midnight, and what it expects from the full hour that was asked about last: all
 * questions within an hour share that.
 *
 * <p>This class is immutable but for what it keeps, and thread-safe; two threads may work out the same hour at once.
 */
final class HoursAhead {

    private static final int HOURS_PER_DAY = 24;

    private final HourModel fitted;
    private final double levelVariance;
    private volatile Hour last = Hour.NONE;

    HoursAhead(HourModel fitted) {
        this.fitted = fitted;
        this.levelVariance = fitted.levelVariance();
    }

    /**
     * What is expected from a full hour on.
     *
     * @param since what was spent in the hours from midnight to that hour
     */
    private record Hour(double[] since, Arrivals.Path path) {

        private static final double[] NOTHING = {};
        static final Hour NONE = new Hour(NOTHING, new Arrivals.Path(NOTHING, NOTHING, NOTHING));

        static Hour of(HourModel model, double[] since, int hours) {
            return new Hour(since, Arrivals.Path.of(model.observing(since).forecast(hours)));
        }

        boolean isFor(double[] hoursSince, int hours) {
            return path.mean().length == hours && Arrays.equals(since, hoursSince);
        }
    }

    /** Returns what is expected from within the hour of a window on, with the variance raised by a factor. */
    Arrivals arrivals(HistoryWindow window, int hours, double spread) {
        Hour hour = hour(window.sinceMidnight(), HOURS_PER_DAY * (1 + (hours - 1) / HOURS_PER_DAY));
        return Arrivals.modelled(hour.path(), levelVariance, window, spread);
    }

    private Hour hour(double[] since, int hours) {
        Hour kept = last;
        if (kept.isFor(since, hours)) {
            return kept;
        }
        Hour made = Hour.of(fitted, since, hours);
        last = made;
        return made;
    }
}
