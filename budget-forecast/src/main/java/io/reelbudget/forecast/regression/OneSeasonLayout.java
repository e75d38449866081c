package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;

/**
 * For series with one long season.
 *
 * @param year how many steps it has
 * @param horizon for how many steps errors are measured
 */
record OneSeasonLayout(int year, int horizon) implements Layout {

    private static final int MOST_YEARS = 30;
    private static final int KEPT_YEARS = 11;
    private static final int PLACES_PER_YEAR = 2;
    private static final double WIDENING = 1.07;

    @Override
    public String name() {
        return "regressions, " + year;
    }

    @Override
    public int season() {
        return year;
    }

    /** Returns enough for 26 rows beyond the terms and as many places at which errors are measured. */
    @Override
    public int leastValues() {
        return 2 * year + year * 2 / 3 + 2;
    }

    @Override
    public int mostValues() {
        return MOST_YEARS * year;
    }

    @Override
    public int keptValues() {
        return KEPT_YEARS * year;
    }

    @Override
    public ErrorSpread spread() {
        return new ErrorSpread(1, PLACES_PER_YEAR * year, year + 4, 0);
    }

    @Override
    public double widening(int places) {
        return WIDENING;
    }

    @Override
    public Arms fit(RecentValues values) {
        return OneSeasonArms.fit(year, values);
    }

    @Override
    public Arms read(StateReader in) {
        return OneSeasonArms.read(year, in);
    }
}
