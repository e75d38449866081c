package io.reelbudget.forecast;

import io.reelbudget.job.Quantiles;

/**
 * Two outlooks, of which one is right: probabilities are mixed by weight, and so are amounts.
 *
 * @param one the one
 * @param other the other
 * @param weight how likely the first is right, 0 to 1
 */
record MixedOutlook(SpendOutlook one, SpendOutlook other, double weight) implements SpendOutlook {

    @Override
    public double exceeds(double micros, double hours) {
        return mix(one.exceeds(micros, hours), other.exceeds(micros, hours));
    }

    @Override
    public Quantiles quantiles(double hours) {
        Quantiles first = one.quantiles(hours);
        Quantiles second = other.quantiles(hours);
        return new Quantiles(
                mix(first.p10(), second.p10()), mix(first.p50(), second.p50()), mix(first.p90(), second.p90()));
    }

    @Override
    public double arrivals(double hours) {
        return mix(one.arrivals(hours), other.arrivals(hours));
    }

    private double mix(double first, double second) {
        return weight * first + (1 - weight) * second;
    }
}
