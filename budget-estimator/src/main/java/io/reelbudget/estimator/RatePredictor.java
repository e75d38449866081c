package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Group;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.util.List;

/**
 * Documented rates per megapixel.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param rates the rates
 * @param why why they are used, the beginning of each reason
 */
record RatePredictor(RateTable rates, String why) implements Predictor {

    @Override
    public String label() {
        return rates.label();
    }

    @Override
    public List<RenditionEstimate> renditions(TranscodeJob job) {
        return job.targets().stream().map(t -> rendition(job.source(), t, why)).toList();
    }

    RenditionEstimate rendition(Source source, Target target, String reason) {
        return new RenditionEstimate(
                Origin.RATE,
                rates.estimate(source, target),
                Group.of(rates.label(), target),
                reason + ": " + target.codec() + " at "
                        + rates.rate(target.codec()).encodeP50() + " CPU seconds per megapixel");
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
