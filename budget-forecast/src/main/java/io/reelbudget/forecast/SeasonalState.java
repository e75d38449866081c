package io.reelbudget.forecast;

/**
 * What a {@link HoltWinters} model knows at one step: level, slope and one value for each position in the season.
 *
 * <p>Mutable, since fitting passes over thousands of values hundreds of times; never leaves this package.
 */
final class SeasonalState {

    private double level;
    private double slope;
    private final double[] seasonal;
    private int next;

    private SeasonalState(double level, double slope, double[] seasonal, int next) {
        this.level = level;
        this.slope = slope;
        this.seasonal = seasonal;
        this.next = next;
    }

    /** Returns a state whose next step is at the first position of the season. */
    static SeasonalState of(double level, double slope, double... seasonal) {
        return new SeasonalState(level, slope, seasonal.clone(), 0);
    }

    SeasonalState copy() {
        return new SeasonalState(level, slope, seasonal.clone(), next);
    }

    SeasonalState times(double factor) {
        double[] scaled = seasonal.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return new SeasonalState(level * factor, slope * factor, scaled, next);
    }

    double level() {
        return level;
    }

    double slope() {
        return slope;
    }

    int season() {
        return seasonal.length;
    }

    /** Returns the season's part so many steps ahead, from 1. */
    double seasonal(int ahead) {
        return seasonal[(next + ahead - 1) % seasonal.length];
    }

    /** Moves on by one step that differed so much from what was expected. */
    void absorb(double error, Smoothing by) {
        level += by.phi() * slope + by.alpha() * error;
        slope = by.phi() * slope + by.beta() * error;
        seasonal[next] += by.gamma() * error;
        next = next + 1 == seasonal.length ? 0 : next + 1;
    }

    /** Returns what is expected of the next step. */
    double expected(Smoothing by) {
        return level + by.phi() * slope + seasonal[next];
    }

    /** Moves over values and returns the sum of the squared errors; infinite or NaN where that leaves all bounds. */
    double absorbAll(double[] values, Smoothing by) {
        double alpha = by.alpha();
        double beta = by.beta();
        double gamma = by.gamma();
        double phi = by.phi();
        double sum = 0;
        for (double value : values) {
            double damped = phi * slope;
            double error = value - level - damped - seasonal[next];
            level += damped + alpha * error;
            slope = damped + beta * error;
            seasonal[next] += gamma * error;
            next = next + 1 == seasonal.length ? 0 : next + 1;
            sum += error * error;
        }
        return sum;
    }

    /** Moves over values and returns each error. */
    double[] errors(double[] values, Smoothing by) {
        double[] errors = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            errors[i] = values[i] - expected(by);
            absorb(errors[i], by);
        }
        return errors;
    }
}
