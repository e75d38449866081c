package io.reelbudget.forecast;

/** Hours by additive Holt-Winters. */
record SmoothedHours(HoltWinters model) implements HourModel {

    @Override
    public PathForecast forecast(int hours) {
        return model.forecast(hours);
    }

    @Override
    public SmoothedHours observing(double... values) {
        return new SmoothedHours(model.observing(values));
    }

    /**
     * {@inheritDoc}
     *
     * <p>σ² (1 - a²) a<sup>2n</sup> / (1 - a<sup>2n</sup>) with a = 1 - α: the variance of an exponentially weighted
     * mean of n values, so far as it rests on where it began.
     */
    @Override
    public double levelVariance() {
        double keep = 1 - model.smoothing().alpha();
        double n = model.fittedValues();
        double left = Math.pow(keep, 2 * n);
        double share = keep >= 1 ? 1 / n : (1 - keep * keep) * left / (1 - left);
        return model.variance() * share;
    }
}
