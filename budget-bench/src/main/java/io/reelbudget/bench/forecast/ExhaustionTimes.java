package io.reelbudget.bench.forecast;

/**
 * What run-out forecasts of 100,000 accounts take, in seconds of processor time.
 *
 * @param incremental after one more job each: probabilities and quantiles
 * @param newHour the first ones in an hour
 * @param whole with curve, terms, shortfall and burn rates
 * @param kilobytesAFit how much heap an account's kept fit takes, in kB
 */
public record ExhaustionTimes(double incremental, double newHour, double whole, double kilobytesAFit) {}
