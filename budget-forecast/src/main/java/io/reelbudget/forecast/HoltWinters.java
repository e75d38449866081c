package io.reelbudget.forecast;

/**
 * Additive Holt-Winters: level, trend and one season, each moved by the same error.
 *
 * <p>In state-space form, ETS(A,N,A), ETS(A,Ad,A) or ETS(A,A,A): y<sub>t</sub> = l<sub>t-1</sub> + φ b<sub>t-1</sub> +
 * s<sub>t-m</sub> + e<sub>t</sub>; l<sub>t</sub> = l<sub>t-1</sub> + φ b<sub>t-1</sub> + α e<sub>t</sub>; b<sub>t</sub>
 * = φ b<sub>t-1</sub> + β e<sub>t</sub>; s<sub>t</sub> = s<sub>t-m</sub> + γ e<sub>t</sub>, with independent normal
 * errors of one variance. Source: Hyndman, Koehler, Ord and Snyder, <i>Forecasting with Exponential Smoothing: The
 * State Space Approach</i>, Springer 2008, chapters 2, 5 and 6.
 *
 * <p>A constant series, also one of zeros, and one that repeats itself exactly are fitted with no errors and forecast
 * as they are, with a variance of zero. This class is immutable and thread-safe.
 */
final class HoltWinters {

    private final Smoothing smoothing;
    private final Trend trend;
    private final SeasonalState state;
    private final double variance;
    private final Fit fit;

    /** How well a model fitted: on how many values, by what sum of squared errors, with how many free numbers. */
    record Fit(int values, double squaredErrors, int freeNumbers) {}

    HoltWinters(Smoothing smoothing, Trend trend, SeasonalState state, double variance, Fit fit) {
        this.smoothing = smoothing;
        this.trend = trend;
        this.state = state;
        this.variance = variance;
        this.fit = fit;
    }

    /**
     * Returns the model that makes values most likely.
     *
     * @param values the series, oldest first; at least two seasons, all finite
     * @param season how many steps a season has, 2 or more
     * @param trend how the model goes on beyond its season
     * @throws IllegalArgumentException if a value is NaN or infinite, or there are too few
     */
    public static HoltWinters fit(double[] values, int season, Trend trend) {
        return HoltWintersFit.of(values, season, trend);
    }

    /** Returns the model that repeats the last season for ever: no level, no trend, the whole error to the season. */
    static HoltWinters repeating(double[] values, int season) {
        double[] last = new double[season];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double error = i < season ? 0 : values[i] - last[i % season];
            squares += error * error;
            last[i % season] = values[i];
        }
        int errors = values.length - season;
        SeasonalState state = SeasonalState.of(0, 0, new double[season]);
        Smoothing whole = new Smoothing(0, 0, 1, 1);
        state.absorbAll(values, whole);
        return new HoltWinters(
                whole, Trend.NONE, state, squares / Math.max(1, errors), new Fit(errors, squares, season));
    }

    /** Returns this model after more values, oldest first; its parameters stay. Each takes the same short time. */
    public HoltWinters observing(double... values) {
        requireFinite(values);
        SeasonalState moved = state.copy();
        moved.absorbAll(values, smoothing);
        return new HoltWinters(smoothing, trend, moved, variance, fit);
    }

    /**
     * Returns what is expected of the next steps: with c<sub>j</sub> the {@linkplain #impact impact} of an error j
     * steps later, the h-th step's variance is σ² (1 + Σ<sub>j&lt;h</sub> c<sub>j</sub>²), and that of the total of h
     * steps σ² Σ<sub>j&lt;h</sub> (1 + c<sub>1</sub> + … + c<sub>j</sub>)².
     *
     * @param steps how many, 1 or more
     */
    public PathForecast forecast(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "Forecast was asked for " + steps + " steps but must be for 1 or more; ask for one at least.");
        }
        double[] mean = new double[steps];
        double[] each = new double[steps];
        double[] totalMean = new double[steps];
        double[] total = new double[steps];
        double[] carried = new double[steps];
        double damping = 0;
        double impactSquares = 1;
        double impactTotal = 1;
        double totalSquares = 0;
        double sum = 0;
        double power = 1;
        for (int step = 1; step <= steps; step++) {
            power *= smoothing.phi();
            damping += power;
            mean[step - 1] = state.level() + damping * state.slope() + state.seasonal(step);
            sum += mean[step - 1];
            totalSquares += impactTotal * impactTotal;
            totalMean[step - 1] = sum;
            each[step - 1] = variance * impactSquares;
            total[step - 1] = variance * totalSquares;
            carried[step - 1] = impactTotal - 1;
            double impact = impact(step, damping);
            impactSquares += impact * impact;
            impactTotal += impact;
        }
        return new PathForecast(mean, each, totalMean, total, carried);
    }

    /** Returns by how much an error of one now moves the value so many steps later, from 1. */
    public double impact(int later) {
        double damping = 0;
        for (int j = 1; j <= later; j++) {
            damping += Math.pow(smoothing.phi(), j);
        }
        return impact(later, damping);
    }

    private double impact(int later, double damping) {
        return smoothing.alpha() + smoothing.beta() * damping + (later % state.season() == 0 ? smoothing.gamma() : 0);
    }

    /** Returns how strongly each part follows its errors. */
    public Smoothing smoothing() {
        return smoothing;
    }

    /** Returns how the model goes on beyond its season. */
    public Trend trend() {
        return trend;
    }

    /** Returns the variance of one step's error, with free numbers taken off the number of values. */
    public double variance() {
        return variance;
    }

    /** Returns the sum of the squared errors over the values that the model was fitted to. */
    public double squaredErrors() {
        return fit.squaredErrors();
    }

    /** Returns how many values the model was fitted to. */
    int fittedValues() {
        return fit.values();
    }

    /** Returns the natural logarithm of the normal likelihood of the values fitted; infinite without errors. */
    public double logLikelihood() {
        double n = fit.values();
        return -n / 2 * (Math.log(2 * Math.PI * fit.squaredErrors() / n) + 1);
    }

    /**
     * Returns Akaike's criterion corrected for short series, the lower the better; negative infinity without errors.
     */
    public double aicc() {
        double n = fit.values();
        double k = fit.freeNumbers() + 1;
        return -2 * logLikelihood() + 2 * k * n / Math.max(1, n - k - 1);
    }

    static void requireFinite(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("Value " + i + " of the series was " + values[i]
                        + " but must be finite; fill gaps first, for instance from the same hour of the day before.");
            }
        }
    }
}
