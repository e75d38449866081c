package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.smoothing.EtsForm.Season;
import java.util.Arrays;

/** A model's level, slope and season after some values, and how they move. Not thread-safe. */
final class EtsPlace {

    /** No place of a season that multiplies falls below: a value divided by it would throw the level off. */
    private static final double LEAST_FACTOR = 0.01;

    /** Nor above: what a value is of a level near zero says little of its season. */
    private static final double MOST_FACTOR = 100;

    /** Of a form for positive values, no value counts as less than this share of what was expected. */
    static final double LEAST_SHARE = 0.001;

    /** The level of a form for positive values stays above this share of the least value that was fitted. */
    private static final double LEAST_LEVEL = 1e-6;

    /**
     * A value further than by this factor from what was expected tells of the level, not of its place in the season.
     */
    static final double MOST_SURPRISE = 3;

    private final EtsForm form;
    private final EtsWeights weights;
    private final double floor;
    private double level;
    private double slope;
    private final double[] season;
    private int next;

    /**
     * @param floor what is expected of the next values at least; negative infinity for a form of any values
     * @param season what the next steps' season is, nearest first; empty without one
     */
    EtsPlace(EtsForm form, EtsWeights weights, double floor, double level, double slope, double[] season) {
        this.form = form;
        this.weights = weights;
        this.floor = floor;
        this.level = level;
        this.slope = slope;
        this.season = season.clone();
    }

    /** Returns what a form expects at least, having been fitted to some values. */
    static double floor(EtsForm form, double[] values) {
        return form.positiveOnly() ? floor(values) : Double.NEGATIVE_INFINITY;
    }

    /** Returns what is expected at least by a model of positive values: the least level at the least factor. */
    static double floor(double[] values) {
        return LEAST_FACTOR * LEAST_LEVEL * Arrays.stream(values).min().orElseThrow();
    }

    /** Returns what the level must be at least, for no place of a season to be expected below a floor. */
    static double leastLevel(double floor) {
        return floor / LEAST_FACTOR;
    }

    EtsPlace copy() {
        return new EtsPlace(form, weights, floor, level, slope, season());
    }

    double floor() {
        return floor;
    }

    double level() {
        return level;
    }

    double slope() {
        return slope;
    }

    /** Returns what the next steps' season is, nearest first. */
    double[] season() {
        double[] turned = new double[season.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = season[(next + i) % season.length];
        }
        return turned;
    }

    /** Returns what is expected of the next value. */
    double expected() {
        double trend = level + weights.phi() * slope;
        return switch (form.season()) {
            case NONE -> trend;
            case ADDITIVE -> trend + season[next];
            case MULTIPLICATIVE -> trend * season[next];
        };
    }

    /**
     * Moves on by any value, as {@link #absorb} does, but a form for positive values stays one: the value counts as a
     * {@link #LEAST_SHARE} of what was expected at least, and neither the level nor its next step falls to zero. Where
     * usage stops or comes back, only the level follows at first.
     */
    void observe(double value) {
        if (!form.positiveOnly()) {
            absorb(value);
            return;
        }
        double expected = Math.max(expected(), floor);
        int place = next;
        double before = form.seasonal() ? season[place] : 0;
        absorb(Math.max(value, LEAST_SHARE * expected));
        if (form.seasonal() && (value > MOST_SURPRISE * expected || value < expected / MOST_SURPRISE)) {
            season[place] = before;
        }
        level = Math.max(level, leastLevel(floor));
        slope = Math.max(slope, -(1 - LEAST_SHARE) * level);
    }

    /** Moves on by a value. */
    void absorb(double value) {
        double trend = level + weights.phi() * slope;
        double levelError = deseasoned(value) - trend;
        if (form.seasonal()) {
            double old = season[next];
            double own = own(value, trend, old);
            double moved = old + weights.gamma() * (own - old);
            season[next] = form.season() == Season.MULTIPLICATIVE ? kept(moved) : moved;
            next = next + 1 == season.length ? 0 : next + 1;
        }
        level = trend + weights.alpha() * levelError;
        slope = weights.phi() * slope + weights.beta() * levelError;
    }

    private static double kept(double factor) {
        return Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, factor));
    }

    /** Returns what a value says of its season; as a factor of nothing or less, nothing new. */
    private double own(double value, double trend, double old) {
        if (form.season() == Season.ADDITIVE) {
            return value - trend;
        }
        return trend > 0 ? value / trend : old;
    }

    private double deseasoned(double value) {
        return switch (form.season()) {
            case NONE -> value;
            case ADDITIVE -> value - season[next];
            case MULTIPLICATIVE -> value / season[next];
        };
    }
}
