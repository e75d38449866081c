package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Group;
import io.reelbudget.job.CostEstimate.Origin;
import java.util.List;
import java.util.Optional;

/**
 * What one rendition of a job is expected to cost before finished jobs correct it.
 *
 * @param origin what it rests on
 * @param raw the uncorrected quantiles
 * @param groups whose finished jobs correct it, the widest first
 * @param reason what it rests on, a sentence without its full stop
 * @param forecast all that a model says of it; empty where none covers it
 */
record RenditionEstimate(
        Origin origin, LogQuantiles raw, List<Group> groups, String reason, Optional<RenditionForecast> forecast) {

    /** A model is right within these factors on a machine that it never saw: e^0.4 is 1.5. */
    private static final double[] MODEL_DEVIATIONS = {0.4, 0.3, 0.2};

    /** Documented rates are rough: they know neither preset nor content. */
    private static final double[] RATE_DEVIATIONS = {0.6, 0.6, 0.6};

    /** Makes an estimate of which nothing but its cost is known. */
    RenditionEstimate(Origin origin, LogQuantiles raw, List<Group> groups, String reason) {
        this(origin, raw, groups, reason, Optional.empty());
    }

    /** Returns how uncertain the effect of one of the groups is before the first finished job. */
    double priorVariance(int group) {
        double deviation = (origin == Origin.MODEL ? MODEL_DEVIATIONS : RATE_DEVIATIONS)[group];
        return deviation * deviation;
    }

    String basis() {
        return groups.get(0).basis();
    }
}
