package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;

/**
 * For series with a day and a week.
 *
 * @param day how many steps a day has
 * @param week how many steps a week has, a multiple
 * @param horizon for how many steps there is a regression each
 */
record TwoSeasonLayout(int day, int week, int horizon) implements Layout {

    private static final int MOST_WEEKS = 16;
    private static final int KEPT_WEEKS = 11;

    /** Two weeks of days: each weekday twice. */
    private static final int PLACES = 14;

    private static final int WING = 2;

    /** The normal quantile at 0.975, and what has to stand in its place at so many places. */
    private static final double NORMAL = 1.959964;

    private static final PolynomialSplineFunction QUANTILE =
            new LinearInterpolator().interpolate(new double[] {0, 3, 7, PLACES}, new double[] {4.2, 3.7, 3.0, 2.3});

    @Override
    public String name() {
        return "regressions, " + day + " and " + week;
    }

    @Override
    public int season() {
        return week;
    }

    @Override
    public int leastValues() {
        return 2 * week + day;
    }

    @Override
    public int mostValues() {
        return MOST_WEEKS * week;
    }

    @Override
    public int keptValues() {
        return KEPT_WEEKS * week;
    }

    @Override
    public ErrorSpread spread() {
        return new ErrorSpread(day, PLACES, 2 * week, WING);
    }

    @Override
    public double widening(int places) {
        return QUANTILE.value(places) / NORMAL;
    }

    @Override
    public Arms fit(RecentValues values) {
        return TwoSeasonArms.fit(day, week, horizon, values);
    }

    @Override
    public Arms read(StateReader in) {
        return TwoSeasonArms.read(day, week, in);
    }
}
