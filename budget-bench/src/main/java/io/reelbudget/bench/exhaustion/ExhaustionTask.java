package io.reelbudget.bench.exhaustion;

import static io.reelbudget.bench.exhaustion.UsageTrace.DAY;

import io.reelbudget.forecast.exhaustion.AccountPulse;
import io.reelbudget.forecast.exhaustion.BudgetLeft;
import io.reelbudget.forecast.exhaustion.BusyDays;
import io.reelbudget.forecast.exhaustion.UsageSums;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The questions that a trace is played as: windows of 30 days, budgets that were known before, and a forecast at every
 * midnight of UTC before the budget ran out.
 *
 * <p>A window of a user is active with ten jobs on five days or more; users need three active windows. A job's cost is
 * charged, and known, when it is handed in.
 *
 * @param windows which windows are played
 * @param fractions budgets, as shares of a mean total of other windows
 * @param offsets by how many days the windows are shifted
 */
record ExhaustionTask(Windows windows, List<Double> fractions, List<Integer> offsets) {

    /** Which active windows are played, and what their budgets are shares of. */
    enum Windows {
        /** All but a user's first; of the mean of the up to three active windows before. */
        LATER,
        /** A user's first; of the mean of the next three, as set by someone who knows the account. */
        FIRST
    }

    static final double WINDOW = 30 * DAY;
    private static final double HOUR = 3_600;
    private static final int LEAST_JOBS = 10;
    private static final int LEAST_DAYS = 5;
    private static final int LEAST_WINDOWS = 3;
    private static final int OTHER_WINDOWS = 3;
    private static final List<Double> TRAINING_FRACTIONS = List.of(0.35, 0.6, 0.8, 1.0, 1.3);
    private static final List<Integer> TRAINING_OFFSETS = List.of(0, 10, 20);

    /** Returns the task that is scored. */
    static ExhaustionTask scoring(Windows windows) {
        return new ExhaustionTask(windows, List.of(0.6, 1.0), List.of(0));
    }

    /** Returns more questions of the same kind, to fit on. */
    static ExhaustionTask training(Windows windows) {
        return new ExhaustionTask(windows, TRAINING_FRACTIONS, TRAINING_OFFSETS);
    }

    /** A budget of one window, and when it runs out. */
    private record Play(int number, double start, double budget, double runOut) {

        double end() {
            return start + WINDOW;
        }

        double lastMidnightBefore() {
            return Math.min(runOut, end());
        }
    }

    /** Asks all questions of a trace, user by user. */
    void ask(UsageTrace trace, Consumer<Midnight> asked) {
        Map<Double, BusyDays> busy = new HashMap<>();
        int windowsSoFar = 0;
        for (TraceUser user : trace.users()) {
            List<Play> plays = plays(trace, user, windowsSoFar);
            windowsSoFar += plays.size();
            Map<Double, UsageSums> sums = sums(user, plays);
            for (Play play : plays) {
                double before = user.chargedUntil(play.start() - 1e-6);
                for (double now = play.start() + DAY; now < play.lastMidnightBefore(); now += DAY) {
                    double spent = user.chargedUntil(now) - before;
                    if (play.budget() - spent > 0) {
                        asked.accept(new Midnight(
                                user,
                                play.number(),
                                now,
                                new BudgetLeft(play.budget(), spent, play.budget() - spent, (play.end() - now) / DAY),
                                Objects.requireNonNull(sums.get(now)),
                                busy.computeIfAbsent(now, trace::busyAt),
                                (play.runOut() - now) / DAY,
                                WeekRate.perDay(user, now),
                                WeekRate.ownShare(user, now, play.budget() - spent)));
                    }
                }
            }
        }
    }

    private List<Play> plays(UsageTrace trace, TraceUser user, int number) {
        List<Play> plays = new ArrayList<>();
        for (int offset : offsets) {
            double start = trace.start() + offset * DAY;
            List<ActiveWindow> active = ActiveWindow.of(user, start, WINDOW, trace.lastSubmit()).stream()
                    .filter(window -> window.isActive(LEAST_JOBS, LEAST_DAYS))
                    .toList();
            if (active.size() < LEAST_WINDOWS) {
                continue;
            }
            for (int i = 0; i < active.size(); i++) {
                double reference = reference(active, i);
                for (double fraction : reference > 0 ? fractions : List.<Double>of()) {
                    ActiveWindow window = active.get(i);
                    double runOut = window.runOut(fraction * reference);
                    if (runOut - window.start() >= HOUR) {
                        plays.add(new Play(number + plays.size(), window.start(), fraction * reference, runOut));
                    }
                }
            }
        }
        return plays;
    }

    /** The mean total that a window's budget is a share of; zero where the window is not played. */
    private double reference(List<ActiveWindow> active, int index) {
        if (windows == Windows.FIRST) {
            return index == 0 ? mean(active.subList(1, Math.min(active.size(), 1 + OTHER_WINDOWS))) : 0;
        }
        return index == 0 ? 0 : mean(active.subList(Math.max(0, index - OTHER_WINDOWS), index));
    }

    private static double mean(List<ActiveWindow> windows) {
        return windows.stream().mapToDouble(ActiveWindow::total).average().orElse(0);
    }

    private static Map<Double, UsageSums> sums(TraceUser user, List<Play> plays) {
        TreeSet<Double> midnights = new TreeSet<>();
        for (Play play : plays) {
            for (double now = play.start() + DAY; now < play.lastMidnightBefore(); now += DAY) {
                midnights.add(now);
            }
        }
        Map<Double, UsageSums> sums = new HashMap<>();
        AccountPulse pulse = new AccountPulse();
        int submitted = 0;
        int ended = 0;
        for (double now : midnights) {
            while ((submitted < user.submits().length && user.submits()[submitted] <= now)
                    || (ended < user.ends().length && user.ends()[ended] <= now)) {
                boolean isSubmit = submitted < user.submits().length
                        && (ended >= user.ends().length || user.submits()[submitted] <= user.ends()[ended]);
                if (isSubmit) {
                    pulse.charged(instant(user.submits()[submitted]), user.costs()[submitted]);
                    submitted++;
                } else {
                    pulse.ended(instant(user.ends()[ended]));
                    ended++;
                }
            }
            sums.put(now, pulse.at(instant(now)));
        }
        return sums;
    }

    private static Instant instant(double seconds) {
        return Instant.ofEpochSecond((long) seconds);
    }
}
