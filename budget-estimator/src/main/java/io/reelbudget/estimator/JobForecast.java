package io.reelbudget.estimator;

import io.reelbudget.estimator.RenditionTerms.Topic;
import io.reelbudget.job.Contribution;
import io.reelbudget.job.Footprint;
import io.reelbudget.job.Quantiles;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Puts together what is foretold of a job's renditions. */
final class JobForecast {

    /** What changes a cost by less is not worth a word. */
    private static final double LEAST_EFFECT = 0.03;

    private static final double MOST_EFFECT = 10;
    private static final int MOST_CONTRIBUTIONS = 4;

    private JobForecast() {}

    /** Adds up sizes quantile by quantile, as the same content makes all large; empty where one is not known. */
    static Optional<Footprint> footprint(List<RenditionEstimate> renditions) {
        List<RenditionForecast> known = known(renditions);
        List<Quantiles> sizes =
                known.stream().flatMap(each -> each.bytes().stream()).toList();
        if (sizes.size() < renditions.size()) {
            return Optional.empty();
        }
        Quantiles bytes =
                quantiles(quantile -> sizes.stream().mapToDouble(quantile).sum());
        List<Quantiles> memory =
                known.stream().flatMap(each -> each.memoryBytes().stream()).toList();
        return Optional.of(new Footprint(
                bytes,
                memory.size() < known.size()
                        ? Optional.empty()
                        : Optional.of(quantiles(quantile ->
                                memory.stream().mapToDouble(quantile).max().orElse(0)))));
    }

    private static Quantiles quantiles(ToDoubleFunction<ToDoubleFunction<Quantiles>> combined) {
        return new Quantiles(
                combined.applyAsDouble(Quantiles::p10),
                combined.applyAsDouble(Quantiles::p50),
                combined.applyAsDouble(Quantiles::p90));
    }

    /** Returns the largest effects, each rendition counted by its part of the cost. */
    static List<Contribution> contributions(List<RenditionEstimate> renditions) {
        List<RenditionForecast> known = known(renditions);
        double total = known.stream().mapToDouble(JobForecast::seconds).sum();
        Map<Topic, Double> effects = new EnumMap<>(Topic.class);
        for (RenditionForecast each : known) {
            double weight = (1 - each.fixedShare()) * seconds(each) / total;
            each.logEffects().forEach((topic, effect) -> effects.merge(topic, weight * effect, Double::sum));
        }
        return effects.entrySet().stream()
                .filter(effect -> Math.abs(effect.getValue()) >= LEAST_EFFECT)
                .sorted(Comparator.comparingDouble(effect -> -Math.abs(effect.getValue())))
                .limit(MOST_CONTRIBUTIONS)
                .map(effect -> new Contribution(effect.getKey().words(), Math.exp(bounded(effect.getValue()))))
                .toList();
    }

    /** A formula that says more is a broken model's. */
    private static double bounded(double effect) {
        return Math.max(-MOST_EFFECT, Math.min(MOST_EFFECT, effect));
    }

    private static double seconds(RenditionForecast forecast) {
        return Math.exp(forecast.cpu().p50());
    }

    private static List<RenditionForecast> known(List<RenditionEstimate> renditions) {
        return renditions.stream().flatMap(each -> each.forecast().stream()).toList();
    }
}
