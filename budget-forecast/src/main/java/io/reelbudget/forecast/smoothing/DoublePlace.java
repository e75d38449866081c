package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.smoothing.EtsForm.Season;

/** The level, slope and two seasons after some values, and how they move. Not thread-safe. */
final class DoublePlace {

    /** No factor falls below: a value divided by it would throw the level off. */
    private static final double LEAST_FACTOR = 0.01;

    /** Nor rises above: what a value is of a level near zero says little of its season. */
    private static final double MOST_FACTOR = 100;

    private final Season kind;
    private final DoubleWeights weights;
    private final double floor;
    private double level;
    private double slope;
    private final double[] brief;
    private final double[] extended;
    private int nextBrief;
    private int nextExtended;
    private double lastError;

    /**
     * @param floor what is expected of the next values at least; negative infinity where seasons add
     * @param brief the short season of the next steps, nearest first
     * @param extended the long one of the next steps, nearest first
     * @param lastError what the last value differed by from what was expected without its echo
     */
    DoublePlace(
            Season kind,
            DoubleWeights weights,
            double floor,
            double level,
            double slope,
            double[] brief,
            double[] extended,
            double lastError) {
        this.kind = kind;
        this.weights = weights;
        this.floor = floor;
        this.level = level;
        this.slope = slope;
        this.brief = brief.clone();
        this.extended = extended.clone();
        this.lastError = lastError;
    }

    DoublePlace copy() {
        return new DoublePlace(kind, weights, floor, level, slope, brief(), extended(), lastError);
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

    double lastError() {
        return lastError;
    }

    double[] brief() {
        return turned(brief, nextBrief);
    }

    double[] extended() {
        return turned(extended, nextExtended);
    }

    private static double[] turned(double[] ring, int next) {
        double[] turned = new double[ring.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = ring[(next + i) % ring.length];
        }
        return turned;
    }

    /** Returns what is expected so many steps ahead, from 1. */
    double expected(int step) {
        double trend = level + weights.slopes(step) * slope;
        double d = brief[(nextBrief + step - 1) % brief.length];
        double w = extended[(nextExtended + step - 1) % extended.length];
        double plain = kind == Season.MULTIPLICATIVE ? trend * d * w : trend + d + w;
        return plain + Math.pow(weights.phi(), step) * lastError;
    }

    /** Moves on by any value; where seasons multiply, as {@link EtsPlace#observe} does for its positive forms. */
    void observe(double value) {
        if (kind != Season.MULTIPLICATIVE) {
            absorb(value);
            return;
        }
        double expected = Math.max(expected(1), floor);
        int briefPlace = nextBrief;
        int extendedPlace = nextExtended;
        double d = brief[briefPlace];
        double w = extended[extendedPlace];
        absorb(Math.max(value, EtsPlace.LEAST_SHARE * expected));
        if (value > EtsPlace.MOST_SURPRISE * expected || value < expected / EtsPlace.MOST_SURPRISE) {
            brief[briefPlace] = d;
            extended[extendedPlace] = w;
        }
        level = Math.max(level, EtsPlace.leastLevel(floor));
        slope = Math.max(slope, -(1 - EtsPlace.LEAST_SHARE) * level);
    }

    /** Moves on by a value, and returns its error. */
    double absorb(double value) {
        double d = brief[nextBrief];
        double w = extended[nextExtended];
        boolean factors = kind == Season.MULTIPLICATIVE;
        double kept = weights.damping() * slope;
        double trend = level + kept;
        double plainError = value - (factors ? trend * d * w : trend + d + w);
        double error = plainError - weights.phi() * lastError;
        double moved = mixed(weights.alpha(), factors ? value / (d * w) : value - d - w, trend);
        slope = mixed(weights.beta(), moved - level, kept);
        // As a factor of nothing or less a value says nothing of its season.
        if (!factors || moved > 0) {
            double ownBrief = factors ? value / (moved * w) : value - moved - w;
            double ownExtended = factors ? value / (moved * d) : value - moved - d;
            brief[nextBrief] = kept(mixed(weights.gamma(), ownBrief, d));
            extended[nextExtended] = kept(mixed(weights.omega(), ownExtended, w));
        }
        level = moved;
        lastError = plainError;
        nextBrief = nextBrief + 1 == brief.length ? 0 : nextBrief + 1;
        nextExtended = nextExtended + 1 == extended.length ? 0 : nextExtended + 1;
        return error;
    }

    private double kept(double season) {
        return kind == Season.MULTIPLICATIVE ? Math.max(LEAST_FACTOR, Math.min(MOST_FACTOR, season)) : season;
    }

    private static double mixed(double share, double young, double old) {
        return share * young + (1 - share) * old;
    }
}
