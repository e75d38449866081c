package io.reelbudget.forecast.arima;

/**
 * How well an ARIMA model suits the series that it was fitted to.
 *
 * @param logLikelihood the natural logarithm of the normal likelihood of the differenced series; infinite for a series
 *     without errors
 * @param squares the sum of the squared errors
 * @param values how many values it was fitted to, after differencing
 * @param coefficients how many were estimated beside the variance
 */
public record ArimaQuality(double logLikelihood, double squares, int values, int coefficients) {

    static ArimaQuality of(Likelihood.At at, int coefficients) {
        return new ArimaQuality(at.log(), at.squares(), at.values(), coefficients);
    }

    /** Returns the variance of the errors, with the coefficients taken off the number of values. */
    public double variance() {
        return squares / Math.max(1, values - coefficients);
    }

    /** Returns the variance at which the likelihood is largest. */
    public double likeliestVariance() {
        return squares / values;
    }

    /** Returns Akaike's criterion corrected for short series: the lower the better; infinite without freedom left. */
    public double aicc() {
        double k = coefficients + 1;
        double freedom = values - k - 1;
        return freedom > 0 ? -2 * logLikelihood + 2 * k + 2 * k * (k + 1) / freedom : Double.POSITIVE_INFINITY;
    }
}
