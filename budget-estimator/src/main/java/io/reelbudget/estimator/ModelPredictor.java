package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Group;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A trained model, and documented rates for the renditions that it does not cover.
 *
 * <p>This class is thread-safe.
 *
 * @param model the model, closed with this
 * @param rates for the others
 */
record ModelPredictor(CostModel model, RatePredictor rates) implements Predictor {

    @Override
    public String label() {
        return model.metadata().label();
    }

    @Override
    public List<RenditionEstimate> renditions(TranscodeJob job) {
        Source source = job.source();
        List<Target> covered = job.targets().stream()
                .filter(t -> model.whyNotCovered(source, t).isEmpty())
                .toList();
        List<RenditionForecast> predicted = covered.isEmpty() ? List.of() : model.forecast(source, covered);
        List<RenditionEstimate> renditions = new ArrayList<>();
        for (int i = 0; i < covered.size(); i++) {
            Target target = covered.get(i);
            String unknownRate = model.knowsRateOf(target) ? "" : ", without regard to its rate control";
            renditions.add(new RenditionEstimate(
                    Origin.MODEL,
                    predicted.get(i).cpu(),
                    Group.of(label(), target),
                    "Model " + label() + " on " + target.encoder() + "/" + target.preset() + " by "
                            + predicted.get(i).view().words() + unknownRate + passes(target),
                    Optional.of(predicted.get(i))));
        }
        for (Target target : job.targets()) {
            model.whyNotCovered(source, target)
                    .ifPresent(why -> renditions.add(rates.rendition(source, target, "Model " + label() + " " + why)));
        }
        return renditions;
    }

    private static String passes(Target target) {
        return target.passes() == 1
                ? ""
                : ", " + target.passes() + " passes counted as " + target.passes() + " encodes";
    }

    @Override
    public void close() {
        model.close();
    }
}
