package io.reelbudget.forecast.smoothing;

/**
 * How well an exponential smoothing model suits the series that it was fitted to.
 *
 * @param logLikelihood the natural logarithm of the normal likelihood; infinite for a series without errors
 * @param squares the sum of the squared errors, which are shares of what was expected where errors multiply
 * @param values how many values it was fitted to
 * @param numbers how many numbers were estimated beside the variance, the first state's included
 */
public record EtsQuality(double logLikelihood, double squares, int values, int numbers) {

    /** Returns the variance of the errors, with the estimated numbers taken off the number of values. */
    public double variance() {
        return squares / Math.max(1, values - numbers);
    }

    /** Returns Akaike's criterion corrected for short series: the lower the better; infinite without freedom left. */
    public double aicc() {
        double k = numbers + 1;
        double freedom = values - k - 1;
        return freedom > 0 ? -2 * logLikelihood + 2 * k + 2 * k * (k + 1) / freedom : Double.POSITIVE_INFINITY;
    }
}
