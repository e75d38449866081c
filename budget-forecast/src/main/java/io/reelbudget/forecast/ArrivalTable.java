package io.reelbudget.forecast;

import io.reelbudget.forecast.exhaustion.FeatureRow;
import io.reelbudget.forecast.exhaustion.LearntCombination;

/**
 * What new jobs will have cost by when, as the learnt combination sees it: the probability that it is at least so much,
 * on a grid of whole days and of amounts around what is left.
 *
 * <p>Between days the probability is straight, between amounts its log-odds are, in the amount's logarithm. Beyond the
 * last day that the combination speaks for, the pace until there goes on. This class is immutable and thread-safe.
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

    private final double left;
    private final double[][] logOdds;

    private ArrivalTable(double left, double[][] logOdds) {
        this.left = left;
        this.logOdds = logOdds;
    }

    static ArrivalTable of(LearntCombination combination, FeatureRow row) {
        double left = row.budget().left();
        double most = MOST_BUDGETS * row.budget().per30Days();
        double[][] columns = new double[AMOUNTS][];
        double[] beyond = new double[AMOUNTS];
        for (int i = 0; i < AMOUNTS; i++) {
            double amount = left * Math.pow(RATIO, i - MIDDLE);
            columns[i] = amount > most && i > 0 && beyond[i - 1] < 0
                    ? columns[i - 1]
                    : combination.exhaustedByDay(row.withLeft(Math.min(amount, most)));
            beyond[i] = amount > most ? -STEEPNESS * Math.log(amount / most) : 0;
        }
        double[][] logOdds = new double[columns[0].length][AMOUNTS];
        for (int day = 1; day < logOdds.length; day++) {
            double above = 1;
            for (int i = 0; i < AMOUNTS; i++) {
                above = Math.min(above, columns[i][day]);
                logOdds[day][i] = logOdds(above) + beyond[i];
            }
        }
        return new ArrivalTable(left, logOdds);
    }

    /** Returns how likely at least so much is spent within so many days. */
    double exceeds(double amount, double days) {
        if (amount <= 0) {
            return 1;
        }
        int last = logOdds.length - 1;
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
        return logOdds.length - 1;
    }

    /** Returns the amount that is reached within so many days with a probability. */
    double reachedWith(double probability, double days) {
        int last = logOdds.length - 1;
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
        double[] row = logOdds[day];
        if (wanted >= row[0]) {
            return (wanted - row[0]) / Math.min(row[1] - row[0], FLATTEST);
        }
        for (int i = 1; i < AMOUNTS; i++) {
            if (row[i] <= wanted) {
                return i - 1 + (wanted - row[i - 1]) / (row[i] - row[i - 1]);
            }
        }
        double steepest = Math.min(row[AMOUNTS - 1] - row[AMOUNTS - 2], FLATTEST);
        return AMOUNTS - 1 + (wanted - row[AMOUNTS - 1]) / steepest;
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
        int below = (int) Math.max(0, Math.min(AMOUNTS - 2.0, Math.floor(place)));
        double[] row = logOdds[day];
        double slope = row[below + 1] - row[below];
        double steepest = place < 0 || place > AMOUNTS - 1 ? Math.min(slope, FLATTEST) : slope;
        double edge = place > AMOUNTS - 1 ? row[AMOUNTS - 1] + (place - AMOUNTS + 1) * steepest : row[below];
        return place > AMOUNTS - 1 ? edge : edge + (place - below) * steepest;
    }

    private static double logOdds(double probability) {
        double kept = Math.max(LEAST, Math.min(1 - LEAST, probability));
        return Math.log(kept / (1 - kept));
    }

    private static double probability(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
