package io.reelbudget.forecast.exhaustion;

import java.util.Map;
import java.util.Objects;

/**
 * The distribution of the instant at which an account runs out, by two logistic regressions on its running sums that
 * were fitted across accounts: one for the next 24 hours, one for any number of days.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class LearntCombination {

    /** Beyond so many days the combination was never tried; the days after that are taken as that one. */
    private static final int MOST_DAYS = 62;

    private final LearntRegression day;
    private final LearntRegression horizon;

    private LearntCombination(LearntRegression day, LearntRegression horizon) {
        this.day = day;
        this.horizon = horizon;
    }

    /** The shipped coefficients are read once, when they are first asked for. */
    private static final class Shipped {
        private static final Map<Knowledge, LearntCombination> ALL = CombinationFile.shipped();

        private Shipped() {}
    }

    /** Returns the combination that this library ships with, for accounts of which so much is known. */
    public static LearntCombination shipped(Knowledge knowledge) {
        return Objects.requireNonNull(Shipped.ALL.get(knowledge), "knowledge");
    }

    /** Returns the combination of two regressions. */
    public static LearntCombination of(LearntRegression day, LearntRegression horizon) {
        return new LearntCombination(day, horizon);
    }

    /** Returns the regression for the next 24 hours. */
    public LearntRegression day() {
        return day;
    }

    /** Returns the regression for two days and more. */
    public LearntRegression horizon() {
        return horizon;
    }

    /** Returns how likely the account runs out by when. */
    public RunOutCurve curve(FeatureRow row) {
        return RunOutCurve.of(exhaustedByDay(row), Math.min(row.budget().days(), MOST_DAYS));
    }

    /**
     * Returns how likely what is left is used up within 0, 1, 2 and so on days, until the first whole day not before
     * the renewal, at least one and at most {@value #MOST_DAYS}; never falls.
     */
    public double[] exhaustedByDay(FeatureRow row) {
        int days = (int) Math.max(1, Math.min(MOST_DAYS, Math.ceil(row.budget().days())));
        double[] values = row.fixed().clone();
        double[] exhausted = new double[days + 1];
        for (int h = 1; h < exhausted.length; h++) {
            row.fillFor(h, values);
            exhausted[h] = Math.max(exhausted[h - 1], (h == 1 ? day : horizon).probability(values, h));
        }
        return exhausted;
    }
}
