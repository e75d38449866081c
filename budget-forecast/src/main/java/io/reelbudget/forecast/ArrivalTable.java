package io.reelbudget.forecast;

import io.reelbudget.forecast.exhaustion.FeatureRow;
import io.reelbudget.forecast.exhaustion.LearntCombination;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What new jobs will have cost by when, as the learnt combination sees it: the probability that it is at least so much,
 * on a grid of whole days and of amounts around what is left.
 *
 * <p>Between days the probability is straight, between amounts its log-odds are, in the amount's logarithm. Beyond the
 * last day that the combination speaks for, the pace until there goes on. Amounts are worked out when they are first
 * looked at: what decides is mostly the one in the middle. This class is thread-safe and always answers the same.
 */
final class ArrivalTable {

    private static final int AMOUNTS = 13;
    private static final double RATIO = 1.7;
    private static final int MIDDLE = AMOUNTS / 2;
    private static final double LOG_RATIO = Math.log(RATIO);
    private static final double LEAST = 1e-9;

    /**
     * The combination was learnt on what was left of budgets up to 1.3 times the usual; more than that it never saw.
     */
    private static final double MOST_BUDGETS = 1.3;

    /** Beyond that, and beyond the grid, the odds fall at least as the fourth power of the amount. */
    private static final double STEEPNESS = 4;

    private static final double FLATTEST = -STEEPNESS * LOG_RATIO;

    /** Amounts so far from the grid are nothing, or never reached. */
    private static final double FARTHEST = 40;

    private final LearntCombination combination;
    private final FeatureRow row;
    private final double left;
    private final double most;
    private final int lastDay;

    /** Log-odds by day, for each amount; worked out when they are first looked at. */
    private final AtomicReferenceArray<double[]> columns = new AtomicReferenceArray<>(AMOUNTS);

    private ArrivalTable(LearntCombination combination, FeatureRow row) {
        this.combination = combination;
        this.row = row;
        this.left = row.budget().left();
        this.most = MOST_BUDGETS * row.budget().per30Days();
        double[] middle = combination.exhaustedByDay(row.withLeft(Math.min(left, most)));
        this.lastDay = middle.length - 1;
        columns.set(MIDDLE, logOdds(middle, left));
    }

    static ArrivalTable of(LearntCombination combination, FeatureRow row) {
        return new ArrivalTable(combination, row);
    }

    /**
     * A larger amount is never the likelier: the column of what is left is as the combination has it, others follow.
     */
    private double[] column(int index) {
        double[] known = columns.get(index);
        if (known != null) {
            return known;
        }
        boolean isLarger = index > MIDDLE;
        double[] inner = column(isLarger ? index - 1 : index + 1);
        double amount = amount(index);
        double[] own = isLarger && amount(index - 1) >= most
                ? moved(inner, -STEEPNESS * LOG_RATIO)
                : logOdds(combination.exhaustedByDay(row.withLeft(Math.min(amount, most))), amount);
        for (int day = 1; day <= lastDay; day++) {
            own[day] = isLarger ? Math.min(own[day], inner[day]) : Math.max(own[day], inner[day]);
        }
        columns.set(index, own);
        return own;
    }

    private static double[] moved(double[] column, double logOdds) {
        return Arrays.stream(column).map(each -> each + logOdds).toArray();
    }

    private double[] logOdds(double[] exhausted, double amount) {
        double beyond = amount > most ? -STEEPNESS * Math.log(amount / most) : 0;
        double[] logOdds = new double[exhausted.length];
        for (int day = 1; day < logOdds.length; day++) {
            logOdds[day] = logOdds(exhausted[day]) + beyond;
        }
        return logOdds;
    }

    /** Returns how likely at least so much is spent within so many days. */
    double exceeds(double amount, double days) {
        if (amount <= 0) {
            return 1;
        }
        int last = lastDay;
        if (days > last) {
            return exceeds(amount * last / days, last);
        }
        int day = (int) Math.min(Math.max(0, days), last - 1.0);
        double place = place(amount);
        double before = day == 0 ? 0 : probability(logOddsAt(day, place));
        double after = probability(logOddsAt(day + 1, place));
        return before + Math.max(0, days - day) * (after - before);
    }

    /** Returns how many whole days the table has. */
    int days() {
        return lastDay;
    }

    /** Returns the amount that is reached within so many days with a probability. */
    double reachedWith(double probability, double days) {
        int last = lastDay;
        if (days > last) {
            return reachedWith(probability, last) * days / last;
        }
        if (days > 1 && days != Math.rint(days)) {
            return between(probability, days);
        }
        // Within the first day the probability of any amount grows evenly.
        double share = days < 1 ? probability / days : probability;
        return share < 1 ? amountAt(placeOf(logOdds(share), (int) Math.max(1, days))) : 0;
    }

    private double between(double probability, double days) {
        double low = -FARTHEST;
        double high = FARTHEST;
        for (int i = 0; i < 24; i++) {
            double middle = (low + high) / 2;
            if (exceeds(amount(middle), days) >= probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return amountAt(low);
    }

    private double amountAt(double place) {
        return place <= -FARTHEST + 1 ? 0 : amount(Math.min(FARTHEST, place));
    }

    /** The inverse of {@link #logOddsAt}. */
    private double placeOf(double wanted, int day) {
        double first = column(0)[day];
        if (wanted >= first) {
            return (wanted - first) / Math.min(column(1)[day] - first, FLATTEST);
        }
        for (int i = 1; i < AMOUNTS; i++) {
            double here = column(i)[day];
            if (here <= wanted) {
                double before = column(i - 1)[day];
                return i - 1 + (wanted - before) / (here - before);
            }
        }
        return AMOUNTS - 1 + (wanted - column(AMOUNTS - 1)[day]) / steepness(AMOUNTS - 2, day);
    }

    /** Returns what is expected within so many days: the area below the probability of reaching an amount. */
    double mean(double days) {
        double sum = 0;
        double before = 0;
        double probabilityBefore = Math.min(1, days);
        for (double place = -4; place <= AMOUNTS + 6; place += 0.5) {
            double amount = amount(place);
            double probability = exceeds(amount, days);
            sum += (amount - before) * (probability + probabilityBefore) / 2;
            before = amount;
            probabilityBefore = probability;
        }
        return sum;
    }

    private double place(double amount) {
        return Math.log(amount / left) / LOG_RATIO + MIDDLE;
    }

    private double amount(double place) {
        return left * Math.exp((place - MIDDLE) * LOG_RATIO);
    }

    private double logOddsAt(int day, double place) {
        if (place < 0) {
            return column(0)[day] + place * steepness(0, day);
        }
        if (place >= AMOUNTS - 1) {
            return column(AMOUNTS - 1)[day] + (place - AMOUNTS + 1) * steepness(AMOUNTS - 2, day);
        }
        int below = (int) place;
        double edge = column(below)[day];
        return place > below ? edge + (place - below) * (column(below + 1)[day] - edge) : edge;
    }

    /** How fast log-odds fall beyond the grid. */
    private double steepness(int below, int day) {
        return Math.min(column(below + 1)[day] - column(below)[day], FLATTEST);
    }

    private static double logOdds(double probability) {
        double kept = Math.max(LEAST, Math.min(1 - LEAST, probability));
        return Math.log(kept / (1 - kept));
    }

    private static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
