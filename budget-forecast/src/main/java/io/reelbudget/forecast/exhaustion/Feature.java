package io.reelbudget.forecast.exhaustion;

/**
 * What the learnt combination looks at. All are free of the unit: amounts are compared with what is left, R.
 *
 * <p>C(h) is the number of average days that the next h days are worth ({@link BusyDays}). An account's usual pace is
 * known only roughly while it is young: it is drawn towards what its budget is for.
 */
public enum Feature {
    /** Pace of the last day against what is left: ln(rate C(h) / R). */
    FAST_PACE,
    /** Pace of the last four days against what is left. */
    SLOW_PACE,
    /** Pace since the first spending against what is left. */
    LIFE_PACE,
    /** The pace that the budget is for against what is left. */
    BUDGET_PACE,
    /** How often own spells of h days would have used up what is left; the last months count. */
    SHARE_LONG,
    /** The same; the last weeks count. */
    SHARE_SHORT,
    /** The same for spells that began on this weekday. */
    SHARE_WEEKDAY,
    /** The same for spells that began after days like the last ones. */
    SHARE_ALIKE,
    /** ln(1 + days since the last spending). */
    QUIET,
    /** Log-odds of the share of active days. */
    ACTIVE,
    /** How uneven days are: ln(0.3 + standard deviation / mean). */
    UNEVEN,
    /** How much of the budget is spent: ln(0.02 + spent / budget). */
    SPENT,
    /** Are the days ahead busy weekdays: ln(C(h) / h). */
    BUSY_AHEAD,
    /** Log-odds of being active on this weekday. */
    ACTIVE_WEEKDAY,
    /** Was the whole host busy yesterday: ln. */
    BUSY_YESTERDAY,
    /** Spending of the last twelve hours against what is left: ln(0.01 + spent / R). */
    HALF_DAY,
    /** ln(days until the renewal). */
    DAYS_LEFT,
    /** ln(days since the first spending). */
    AGE,
    /** How young the account is: exp(-age / 7 days). */
    NEW,
    /** The same with 25 days. */
    YOUNG,
    /** Jobs that run or wait: ln(1 + count). */
    RUNNING,
    /** ln(1 + hours since a job ended). */
    SINCE_END,
    /** Jobs that ended in the last day: ln(1 + count). */
    ENDED;

    private static final Feature[] ALL = values();

    /** Returns its place among the values of a {@link FeatureRow}. */
    // The places are those of the constants, nothing that is kept anywhere: files name features by their names.
    @SuppressWarnings("EnumOrdinal")
    public int place() {
        return ordinal();
    }

    static int count() {
        return ALL.length;
    }
}
