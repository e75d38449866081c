package io.reelbudget.forecast;

import io.reelbudget.job.Quantiles;

/**
 * Spending with a lognormal pace and gamma lumps, for tests: a mixture over 40 paces, each quantile by bisection.
 *
 * @param expected what is expected in 720 hours
 * @param pace the variance of the pace
 * @param lumps the squared coefficient of variation of the total of 720 hours, given the pace
 */
record SteadyLaw(double expected, double pace, double lumps) implements SpendOutlook {

    private static final double HORIZON = 720;
    private static final int PACES = 40;

    @Override
    public double exceeds(double micros, double hours) {
        if (micros <= 0) {
            return 1;
        }
        double sigma = Math.sqrt(Math.log1p(pace));
        double sum = 0;
        for (int i = 0; i < PACES; i++) {
            double z = Marginal.normalQuantile((i + 0.5) / PACES);
            double mean = Math.exp(sigma * z - sigma * sigma / 2) * expected * hours / HORIZON;
            double variance = mean * mean * lumps * HORIZON / Math.max(hours, 1e-9);
            sum += new Marginal(mean, variance).exceeds(micros);
        }
        return sum / PACES;
    }

    @Override
    public Quantiles quantiles(double hours) {
        return new Quantiles(reached(0.9, hours), reached(0.5, hours), reached(0.1, hours));
    }

    @Override
    public double arrivals(double hours) {
        return expected * hours / HORIZON;
    }

    private double reached(double probability, double hours) {
        double low = 0;
        double high = 20 * expected;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (exceeds(middle, hours) >= probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
