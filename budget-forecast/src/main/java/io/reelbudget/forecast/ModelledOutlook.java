package io.reelbudget.forecast;

import io.reelbudget.job.Quantiles;
import io.reelbudget.runway.CommittedSpend.Kind;
import io.reelbudget.runway.RunwayQuestion;

/**
 * What is spent from now on, by a model of the account's own hours: known spending and what the model expects beyond
 * it.
 *
 * <p>The history counts all spending, also what yesterday's queue caused; so a model of it expects what the open holds
 * and the queue will cost too, and they are not added to it: arrivals are what the model expects beyond them, and
 * cumulative spending is known + max(0, model - known) = max(model, known). An announced event is what the history
 * cannot know; it is added to both.
 *
 * <p>The two are taken as comonotone, each quantile of the maximum being the larger of the two quantiles: they are
 * mostly the same jobs, so that they are dear and cheap together. Taken as independent, the error of the same jobs
 * would count twice, and the larger of two equal amounts would be expected to be more than either.
 */
final class ModelledOutlook implements SpendOutlook {

    /** Midpoints of equal shares of probability over which an expectation is taken. */
    private static final int SHARES = 40;

    private final Arrivals arrivals;
    private final KnownSpend holds;
    private final KnownSpend queue;
    private final KnownSpend announced;
    private final boolean isNothingKnown;

    private ModelledOutlook(Arrivals arrivals, RunwayQuestion question) {
        this.arrivals = arrivals;
        this.holds = KnownSpend.of(question, Kind.HOLD);
        this.queue = KnownSpend.of(question, Kind.QUEUE);
        this.announced = KnownSpend.of(question, Kind.ANNOUNCED);
        this.isNothingKnown = holds.isEmpty() && queue.isEmpty() && announced.isEmpty();
    }

    static ModelledOutlook of(Arrivals arrivals, RunwayQuestion question) {
        return new ModelledOutlook(arrivals, question);
    }

    @Override
    public double exceeds(double micros, double hours) {
        double modelled = modelled(hours).exceeds(micros);
        return isNothingKnown || modelled >= 1
                ? modelled
                : Math.max(modelled, committed(hours).exceeds(micros));
    }

    @Override
    public Quantiles quantiles(double hours) {
        Marginal modelled = modelled(hours);
        Marginal committed = committed(hours);
        return new Quantiles(
                larger(modelled, committed, -Marginal.NORMAL_P90),
                larger(modelled, committed, 0),
                larger(modelled, committed, Marginal.NORMAL_P90));
    }

    @Override
    public double arrivals(double hours) {
        double known = holds.mean(hours) + queue.mean(hours) + announced.mean(hours);
        return Math.max(0, expected(hours) - known);
    }

    private double expected(double hours) {
        Marginal modelled = modelled(hours);
        Marginal committed = committed(hours);
        double sum = 0;
        for (int i = 0; i < SHARES; i++) {
            sum += larger(modelled, committed, Marginal.normalQuantile((i + 0.5) / SHARES));
        }
        return sum / SHARES;
    }

    private Marginal modelled(double hours) {
        return new Marginal(
                arrivals.mean(hours) + announced.mean(hours), arrivals.variance(hours) + announced.variance(hours));
    }

    private Marginal committed(double hours) {
        return new Marginal(
                holds.mean(hours) + queue.mean(hours) + announced.mean(hours),
                holds.variance(hours) + queue.variance(hours) + announced.variance(hours));
    }

    private static double larger(Marginal modelled, Marginal committed, double normal) {
        return Math.max(modelled.quantile(normal), committed.quantile(normal));
    }
}
