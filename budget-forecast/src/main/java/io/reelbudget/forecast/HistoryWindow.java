package io.reelbudget.forecast;

import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The part of an account's history that a forecast is made from, cut at the last full hour.
 *
 * <p>Hours before the first spending are left out: the account was not in use. Hours that the history does not reach
 * although they are over had no spending. Models are fitted to what was over at the last midnight of UTC, and carried
 * through the hours since: so a question has one answer, whatever was asked before, and one fit serves a day.
 *
 * <p>This class is immutable and thread-safe.
 */
final class HistoryWindow {

    private static final int HOURS_PER_DAY = 24;

    /** From here on a part of a day at the beginning is dropped, so that the fit stays the same all day. */
    private static final int WHOLE_DAYS_FROM = 8 * HOURS_PER_DAY;

    private final Instant start;
    private final double[] complete;
    private final int hoursSinceMidnight;
    private final double elapsed;
    private final OptionalDouble running;

    private HistoryWindow(
            Instant start, double[] complete, int hoursSinceMidnight, double elapsed, OptionalDouble running) {
        this.start = start;
        this.complete = complete;
        this.hoursSinceMidnight = hoursSinceMidnight;
        this.elapsed = elapsed;
        this.running = running;
    }

    static HistoryWindow of(RunwayQuestion question, int mostHours) {
        HourlyUsage history = question.history();
        Instant hour = question.now().truncatedTo(ChronoUnit.HOURS);
        long sinceStart = Math.max(0, Duration.between(history.start(), hour).toHours());
        int sinceMidnight =
                (int) Duration.between(hour.truncatedTo(ChronoUnit.DAYS), hour).toHours();
        long first = Math.max(firstInUse(history), sinceStart - sinceMidnight - mostHours);
        double[] complete = new double[(int) Math.max(0, sinceStart - first)];
        for (int i = 0; i < complete.length && first + i < history.hours(); i++) {
            complete[i] = history.micros((int) (first + i));
        }
        boolean told = !hour.isBefore(history.start()) && sinceStart < history.hours();
        return new HistoryWindow(
                hour.minus(Duration.ofHours(complete.length)),
                complete,
                sinceMidnight,
                Hours.of(Duration.between(hour, question.now())),
                told ? OptionalDouble.of((double) history.micros((int) sinceStart)) : OptionalDouble.empty());
    }

    /** Returns when the first of its full hours begins. */
    Instant start() {
        return start;
    }

    /** Returns spending in each full hour, oldest first, in micros. */
    double[] complete() {
        return complete.clone();
    }

    /** Returns how many full hours there are. */
    int hours() {
        return complete.length;
    }

    /** Returns how much of the running hour is over, 0 to below 1. */
    double elapsed() {
        return elapsed;
    }

    /** Returns what was spent in the running hour so far; empty where the history does not say. */
    OptionalDouble running() {
        return running;
    }

    /** Returns what was over at the last midnight of UTC; only whole days once there are more than eight. */
    double[] untilMidnight() {
        int end = Math.max(0, complete.length - hoursSinceMidnight);
        int start = end > WHOLE_DAYS_FROM ? end % HOURS_PER_DAY : 0;
        return Arrays.copyOfRange(complete, start, end);
    }

    /** Returns what came after the last midnight of UTC. */
    double[] sinceMidnight() {
        return Arrays.copyOfRange(complete, Math.max(0, complete.length - hoursSinceMidnight), complete.length);
    }

    /** Returns what an hour of the history cost on average; zero without one. */
    double meanPerHour() {
        double sum = 0;
        for (double spent : complete) {
            sum += spent;
        }
        return complete.length == 0 ? 0 : sum / complete.length;
    }

    /** Returns whether nothing was ever spent. */
    boolean isBlank() {
        for (double spent : complete) {
            if (spent != 0) {
                return false;
            }
        }
        return true;
    }

    private static int firstInUse(HourlyUsage history) {
        for (int i = 0; i < history.hours(); i++) {
            if (history.micros(i) != 0) {
                return i;
            }
        }
        return 0;
    }
}
