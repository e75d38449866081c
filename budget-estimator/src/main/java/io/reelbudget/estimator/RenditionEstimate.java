package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Group;
import io.reelbudget.job.CostEstimate.Origin;
import java.util.List;

/**
 * What one rendition of a job is expected to cost before finished jobs correct it.
 *
 * @param origin what it rests on
 * @param raw the uncorrected quantiles
 * @param groups whose finished jobs correct it, the widest first
 * @param reason what it rests on, a sentence without its full stop
 */
record RenditionEstimate(Origin origin, LogQuantiles raw, List<Group> groups, String reason) {

    LogQuantiles correctedBy(Calibration calibration) {
        Correction correction = calibration.correction(groups);
        return origin == Origin.MODEL ? correction.ofModel(raw) : correction.ofRate(raw);
    }

    /** Returns how many finished jobs of its own encoder and preset correct it. */
    long similarJobs(Calibration calibration) {
        return calibration.jobs(groups.get(groups.size() - 1));
    }

    String basis() {
        return groups.get(0).basis();
    }
}
