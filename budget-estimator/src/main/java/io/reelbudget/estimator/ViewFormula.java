package io.reelbudget.estimator;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a model says of one encoder where so much is known of the content, before its trees: the logarithm of encoding
 * time for a pixel relative to the preset's baseline.
 *
 * <p>This class is immutable and thread-safe as long as nobody writes to its array.
 *
 * @param weights by term of {@link RenditionTerms}
 * @param p90Offset what is added to the trees' P90, so that nine of ten jobs that were left out came in under it
 * @param mean the mean cost over the median's, of jobs that were left out, more than zero
 * @param bits the bits of a written pixel
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ViewFormula(double[] weights, double p90Offset, double mean, SpreadFormula bits) {

    public ViewFormula {
        Weights.require(weights);
        if (!Double.isFinite(p90Offset) || !(mean > 0 && mean < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("P90 offset and mean were " + p90Offset + " and " + mean
                    + " but must be finite, the mean more than zero; train the model anew.");
        }
    }

    double of(double[] terms) {
        return Weights.dot(weights, terms);
    }

    /** Returns what each topic adds to the logarithm; what is the same for all is left out. */
    Map<RenditionTerms.Topic, Double> effects(double[] terms) {
        Map<RenditionTerms.Topic, Double> effects = new EnumMap<>(RenditionTerms.Topic.class);
        for (int i = 0; i < terms.length; i++) {
            effects.merge(RenditionTerms.topic(i), weights[i] * terms[i], Double::sum);
        }
        effects.remove(RenditionTerms.Topic.BASE);
        return effects;
    }
}
