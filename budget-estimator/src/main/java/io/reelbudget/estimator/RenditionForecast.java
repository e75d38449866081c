package io.reelbudget.estimator;

import io.reelbudget.job.Quantiles;
import java.util.Map;
import java.util.Optional;

/**
 * What a model foretells of one rendition.
 *
 * @param cpu the logarithm of its CPU seconds
 * @param view what was known of the content
 * @param bytes the size of what is written, where the data knew it
 * @param memoryBytes the most memory held at once, where the data knew it
 * @param logEffects by what each is about, how much dearer than usual it makes encoding: natural logarithms
 * @param fixedShare the part of P50 that goes into starting, decoding and filters
 */
record RenditionForecast(
        LogQuantiles cpu,
        ContentView view,
        Optional<Quantiles> bytes,
        Optional<Quantiles> memoryBytes,
        Map<RenditionTerms.Topic, Double> logEffects,
        double fixedShare) {

    RenditionForecast {
        logEffects = Map.copyOf(logEffects);
    }
}
