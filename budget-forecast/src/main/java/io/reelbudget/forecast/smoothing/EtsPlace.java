package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.smoothing.EtsForm.Season;

/** A model's level, slope and season after some values, and how they move. Not thread-safe. */
final class EtsPlace {

    /** No place of a season that multiplies falls below: a value divided by it would throw the level off. */
    private static final double LEAST_FACTOR = 0.01;

    private final EtsForm form;
    private final EtsWeights weights;
    private double level;
    private double slope;
    private final double[] season;
    private int next;

    /** @param season what the next steps' season is, nearest first; empty without one */
    EtsPlace(EtsForm form, EtsWeights weights, double level, double slope, double[] season) {
        this.form = form;
        this.weights = weights;
        this.level = level;
        this.slope = slope;
        this.season = season.clone();
    }

    EtsPlace copy() {
        return new EtsPlace(form, weights, level, slope, season());
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

    /** Moves on by a value. */
    void absorb(double value) {
        double trend = level + weights.phi() * slope;
        double levelError = deseasoned(value) - trend;
        if (form.seasonal()) {
            double old = season[next];
            double own = own(value, trend, old);
            double moved = old + weights.gamma() * (own - old);
            season[next] = form.season() == Season.MULTIPLICATIVE ? Math.max(LEAST_FACTOR, moved) : moved;
            next = next + 1 == season.length ? 0 : next + 1;
        }
        level = trend + weights.alpha() * levelError;
        slope = weights.phi() * slope + weights.beta() * levelError;
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
