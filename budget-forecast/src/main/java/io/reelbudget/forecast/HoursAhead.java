package io.reelbudget.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    private volatile @Nullable Hour last;

    HoursAhead(HourModel fitted) {
        this.fitted = fitted;
        this.levelVariance = fitted.levelVariance();
    }

    /** What is expected from a full hour on, and what was spent in the hours from midnight to it. */
    private static final class Hour {

        private final double[] since;
        private final Arrivals.Path path;

        Hour(HourModel model, double[] since, int hours) {
            this.since = since;
            this.path = Arrivals.Path.of(model.observing(since).forecast(hours));
        }

        boolean isFor(double[] hoursSince, int hours) {
            return path.hours() == hours && Arrays.equals(since, hoursSince);
        }
    }

    /** Returns what is expected from within the hour of a window on, with the variance raised by a factor. */
    Arrivals arrivals(HistoryWindow window, int hours, double spread) {
        Hour hour = hour(window.sinceMidnight(), HOURS_PER_DAY * (1 + (hours - 1) / HOURS_PER_DAY));
        return Arrivals.modelled(hour.path, levelVariance, window, spread);
    }

    private Hour hour(double[] since, int hours) {
        Hour kept = last;
        if (kept != null && kept.isFor(since, hours)) {
            return kept;
        }
        Hour made = new Hour(fitted, since, hours);
        last = made;
        return made;
    }
}
