package io.reelbudget.forecast;

import io.reelbudget.runway.Allowance;
import io.reelbudget.runway.Burn;
import io.reelbudget.runway.BurnAlert;
import io.reelbudget.runway.BurnAlert.State;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Burn rates on pairs of windows: 14.4 on an hour and five minutes (2 % of 30 days' budget in an hour), 6 on six hours
 * and half an hour (5 % in six hours), 1 on three days and six hours (10 % in three days).
 *
 * <p>Within an hour spending is taken as even, in the running hour over the part of it that is over: five minutes are
 * only as fine as that. A pair does not fire where its long window, two hours at least, without its dearest hour burns
 * slower than the threshold: one dear job is no trend.
 */
final class BurnWatch {

    private static final Duration DAY = Duration.ofDays(1);
    private static final double LEAST_HOURS_OF_PERIOD = 1;
    private static final double LEAST_WINDOW = 2;
    private static final double ROUNDING = 1e-9;
    private static final double LEAST_PART = 1e-9;
    private static final int MOST_HOURS = 1_000_000;

    private final RunwayQuestion question;
    private final int runningHour;
    private final double over;
    private final double even;

    /** A pair of windows and the burn rate that is too fast on both. */
    private record Pair(Duration longWindow, Duration shortWindow, double threshold) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair(Duration.ofHours(1), Duration.ofMinutes(5), 14.4),
            new Pair(Duration.ofHours(6), Duration.ofMinutes(30), 6),
            new Pair(Duration.ofDays(3), Duration.ofHours(6), 1));

    private BurnWatch(RunwayQuestion question) {
        this.question = question;
        Duration since = Duration.between(question.history().start(), question.now());
        runningHour = (int) Math.max(-1, Math.min(MOST_HOURS, since.toHours()));
        // Where only the running hour is left out, the windows end where the history does: it was not told, not quiet.
        over = runningHour == question.history().hours() ? 0 : Hours.of(since.minusHours(runningHour));
        even = question.funding()
                .allowance()
                .map(allowance -> allowance.micros() / Hours.of(allowance.length()))
                .orElseGet(() -> Math.max(0, question.remainingMicros())
                        / Hours.of(Duration.between(question.now(), question.renewal())));
    }

    static Burn of(RunwayQuestion question) {
        BurnWatch watch = new BurnWatch(question);
        return new Burn(
                watch.rate(Hours.of(DAY)),
                question.funding().allowance().map(watch::pace).orElse(OptionalDouble.empty()),
                PAIRS.stream().map(watch::alert).toList());
    }

    private OptionalDouble pace(Allowance allowance) {
        Duration since = Duration.between(allowance.start(), question.now());
        double hours = Math.min(Hours.of(since), Hours.of(allowance.length()));
        if (hours < LEAST_HOURS_OF_PERIOD || even <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.max(0, allowance.postedMicros()) / (even * hours));
    }

    private BurnAlert alert(Pair pair) {
        double longHours = Hours.of(pair.longWindow());
        double longRate = rate(longHours);
        double shortRate = rate(Hours.of(pair.shortWindow()));
        State state = State.CALM;
        if (longRate >= pair.threshold() && shortRate >= pair.threshold()) {
            double watched = Math.max(longHours, LEAST_WINDOW);
            double others = spent(watched) - dearestHour(watched);
            double restOfThem = others / (even * (watched - 1));
            state = restOfThem < pair.threshold() * (1 - ROUNDING) ? State.ONE_LUMP : State.FIRING;
        }
        return new BurnAlert(pair.longWindow(), pair.shortWindow(), pair.threshold(), longRate, shortRate, state);
    }

    private double rate(double hours) {
        double spent = spent(hours);
        if (even > 0) {
            return spent / (even * hours);
        }
        return spent > 0 ? Double.POSITIVE_INFINITY : 0;
    }

    /** What was spent in so many hours until now. */
    private double spent(double hours) {
        HourlyUsage history = question.history();
        double sum = 0;
        for (int hour = firstHour(hours); hour <= lastHour(); hour++) {
            sum += part(hour, hours) * Math.max(0, history.micros(hour));
        }
        return sum;
    }

    private double dearestHour(double hours) {
        double most = 0;
        for (int hour = firstHour(hours); hour <= lastHour(); hour++) {
            most = Math.max(most, part(hour, hours) * question.history().micros(hour));
        }
        return most;
    }

    /** The part of an hour's spending that is in the last hours; reckoned from the running hour to be exact. */
    private double part(int hour, double hours) {
        int age = runningHour - hour;
        double length = age == 0 ? Math.max(over, LEAST_PART) : 1;
        return Math.max(0, Math.min(1, (length - age - (over - hours)) / length));
    }

    private int firstHour(double hours) {
        return (int) Math.max(0, runningHour + Math.floor(over - hours));
    }

    private int lastHour() {
        return Math.min(question.history().hours() - 1, runningHour);
    }
}
