package io.reelbudget.forecast.exhaustion;

import static io.reelbudget.forecast.exhaustion.Feature.*;

/**
 * One account at one instant, as the learnt combination sees it: all features, those that depend on the horizon for any
 * number of days ahead.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class FeatureRow {

    private static final double BUDGET_DAYS = 24;
    private static final double PRIOR_LIFE_DAYS = 2;
    private static final double PRIOR_PACE_DAYS = 0.3;
    private static final double NEW_DAYS = 7;
    private static final double YOUNG_DAYS = 25;
    private static final int WEEK = 7;
    private static final int MOST_WEEKDAYS = 12;
    private static final double PSEUDO_SPELLS = 1.5;
    private static final double PSEUDO_EXHAUSTED = 0.12;
    private static final double LEAST_SHARE = 1e-4;
    private static final double PSEUDO_ALIKE = 0.75;

    private static final double[] ACTIVITY_WEIGHT = powers(Math.pow(0.5, 1.0 / 28));
    private static final double[] LONG_WEIGHT = powers(0.97);
    private static final double[] SHORT_WEIGHT = powers(0.88);
    private static final double[] WEEKDAY_SPELL_WEIGHT = powers(0.985);
    private static final double[] WEEKDAY_WEIGHT = powers(0.9);

    private final UsageSums sums;
    private final BudgetLeft budget;
    private final BusyDays busy;
    private final double[] fixed = new double[Feature.count()];
    private final double fastPace;
    private final double slowPace;
    private final double lifePace;
    private final double budgetPace;

    private FeatureRow(FeatureRow other, double left) {
        sums = other.sums;
        budget = other.budget.withLeft(left);
        busy = other.busy;
        fastPace = other.fastPace;
        slowPace = other.slowPace;
        lifePace = other.lifePace;
        budgetPace = other.budgetPace;
        System.arraycopy(other.fixed, 0, fixed, 0, fixed.length);
        fixed[HALF_DAY.place()] = halfDay();
    }

    private FeatureRow(UsageSums sums, BudgetLeft budget, BusyDays busy) {
        this.sums = sums;
        this.budget = budget;
        this.busy = busy;
        double granted = budget.per30Days() / BUDGET_DAYS;
        double life = (sums.total() + PRIOR_LIFE_DAYS * granted) / (sums.ageDays() + PRIOR_LIFE_DAYS);
        double prior = 0.5 * (life + granted);
        fastPace = Math.log(towards(prior, sums.fastRate(), UsageSums.FAST));
        slowPace = Math.log(towards(prior, sums.slowRate(), UsageSums.SLOW));
        lifePace = Math.log(Math.max(life, Double.MIN_NORMAL));
        budgetPace = Math.log(granted);
        fill();
    }

    /** Returns what is seen of an account. */
    public static FeatureRow of(UsageSums sums, BudgetLeft budget, BusyDays busy) {
        return new FeatureRow(sums, budget, busy);
    }

    /** Returns what is seen of the same account where so much is left, all else being the same. */
    public FeatureRow withLeft(double left) {
        return new FeatureRow(this, left);
    }

    /** Returns the budget that is looked at. */
    public BudgetLeft budget() {
        return budget;
    }

    /**
     * Returns all features, in the order of {@link Feature}.
     *
     * @param days how many days ahead, 1 or more
     */
    public double[] values(int days) {
        double[] values = fixed.clone();
        fillFor(days, values);
        return values;
    }

    /** Puts the features that depend on the horizon in their places. */
    void fillFor(int days, double[] values) {
        double worth = Math.log(busy.effective(days));
        double need = worth - Math.log(budget.left());
        values[FAST_PACE.place()] = fastPace + need;
        values[SLOW_PACE.place()] = slowPace + need;
        values[LIFE_PACE.place()] = lifePace + need;
        values[BUDGET_PACE.place()] = budgetPace + need;
        values[BUSY_AHEAD.place()] = worth - Math.log(days);
        fillShares(days, values);
    }

    /** Returns the features that do not depend on the horizon; the others are zero. Not copied. */
    double[] fixed() {
        return fixed;
    }

    private void fill() {
        int days = sums.wholeDays();
        double[] totals = sums.totals();
        double weights = 0;
        double active = 0;
        double mean = 0;
        double squares = 0;
        for (int j = 0; j < days; j++) {
            double spent = totals[j + 1] - totals[j];
            double weight = ACTIVITY_WEIGHT[j];
            weights += weight;
            active += spent > 0 ? weight : 0;
            mean += weight * spent;
            squares += weight * spent * spent;
        }
        mean /= weights;
        double deviation = Math.sqrt(Math.max(0, squares / weights - mean * mean));
        double share = (active + 0.5) / (weights + 1);
        fixed[QUIET.place()] = Math.log1p(sums.quietDays());
        fixed[ACTIVE.place()] = logit(share);
        fixed[UNEVEN.place()] = Math.log(0.3 + (mean > 0 ? deviation / mean : 0));
        fixed[SPENT.place()] = Math.log(0.02 + budget.spent() / budget.per30Days());
        fixed[ACTIVE_WEEKDAY.place()] = logit(activeOnWeekday(days, share));
        fixed[BUSY_YESTERDAY.place()] = Math.log(busy.yesterday());
        fixed[HALF_DAY.place()] = halfDay();
        fixed[DAYS_LEFT.place()] = Math.log(budget.days());
        fixed[AGE.place()] = Math.log(sums.ageDays());
        fixed[NEW.place()] = Math.exp(-sums.ageDays() / NEW_DAYS);
        fixed[YOUNG.place()] = Math.exp(-sums.ageDays() / YOUNG_DAYS);
        fixed[RUNNING.place()] = Math.log1p(sums.jobs().running());
        fixed[SINCE_END.place()] = Math.log1p(sums.jobs().hoursSinceEnd());
        fixed[ENDED.place()] = Math.log1p(sums.jobs().endedLastDay());
    }

    private double halfDay() {
        return Math.log(0.01 + Math.max(0, sums.halfDay()) / budget.left());
    }

    private double activeOnWeekday(int days, double share) {
        double[] totals = sums.totals();
        double weights = 0;
        double active = 0;
        for (int k = 0; k < MOST_WEEKDAYS && WEEK * k + WEEK - 1 < days; k++) {
            int day = WEEK * k + WEEK - 1;
            weights += WEEKDAY_WEIGHT[k];
            active += totals[day + 1] > totals[day] ? WEEKDAY_WEIGHT[k] : 0;
        }
        return (active + 2 * share) / (weights + 2);
    }

    /**
     * A spell of own days counts softly, S³ / (S³ + R³), for how much of what is left it would have used up; some
     * pseudo-spells keep the share of a young account from being nothing or all.
     */
    private void fillShares(int days, double[] values) {
        double[] totals = sums.totals();
        int spells = (int) Math.min(UsageSums.DAYS, Math.max(sums.wholeAge(), days)) - days;
        double scale = 1 / budget.left();
        double longShare = 0;
        double shortShare = 0;
        double weekdayShare = 0;
        double weekdayWeights = 0;
        double alikeShare = 0;
        double alikeWeights = 0;
        double[] alike = sums.alike();
        int untilWeekday = (WEEK - days % WEEK) % WEEK;
        for (int j = 0; j <= spells; j++) {
            double ratio = (totals[j + days] - totals[j]) * scale;
            double cube = ratio * ratio * ratio;
            double used = cube < 1e12 ? cube / (1 + cube) : 1;
            longShare += LONG_WEIGHT[j] * used;
            shortShare += SHORT_WEIGHT[j] * used;
            if (j < spells) {
                double weight = WEEKDAY_SPELL_WEIGHT[j] * alike[j + days];
                alikeShare += weight * used;
                alikeWeights += weight;
            }
            if (j % WEEK == untilWeekday) {
                weekdayShare += WEEKDAY_SPELL_WEIGHT[j] * used;
                weekdayWeights += WEEKDAY_SPELL_WEIGHT[j];
            }
        }
        values[SHARE_LONG.place()] = share(longShare, geometric(0.97, LONG_WEIGHT, spells), PSEUDO_SPELLS);
        values[SHARE_SHORT.place()] = share(shortShare, geometric(0.88, SHORT_WEIGHT, spells), PSEUDO_SPELLS);
        values[SHARE_WEEKDAY.place()] = share(weekdayShare, weekdayWeights, PSEUDO_SPELLS);
        values[SHARE_ALIKE.place()] = share(alikeShare, alikeWeights, PSEUDO_ALIKE);
    }

    /** The sum of the weights of spells 0 to {@code last}. */
    private static double geometric(double decay, double[] powers, int last) {
        return last < 0 ? 0 : (1 - decay * powers[last]) / (1 - decay);
    }

    private static double share(double used, double weights, double pseudoSpells) {
        double share = (used + PSEUDO_EXHAUSTED * pseudoSpells) / (weights + pseudoSpells);
        return logit(Math.max(LEAST_SHARE, Math.min(1 - LEAST_SHARE, share)));
    }

    private static double towards(double prior, double rate, double days) {
        double pace = (days * Math.max(0, rate) + PRIOR_PACE_DAYS * prior) / (days + PRIOR_PACE_DAYS);
        return Math.max(pace, Double.MIN_NORMAL);
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    private static double[] powers(double decay) {
        double[] powers = new double[UsageSums.DAYS];
        for (int j = 0; j < powers.length; j++) {
            powers[j] = Math.pow(decay, j);
        }
        return powers;
    }
}
