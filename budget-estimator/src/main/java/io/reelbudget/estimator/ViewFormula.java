package io.reelbudget.estimator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a model says of one encoder where so much is known of the content, before its trees: the logarithm of encoding
 * time for a pixel relative to the preset's baseline.
 *
 * <p>This class is immutable and thread-safe as long as nobody writes to its array.
 *
 * @param weights by term of {@link RenditionTerms}
 * @param p90Offset what is added to the trees' P90, so that nine of ten jobs that were left out came in under it
 * @param bits the bits of a written pixel: one formula, or none where sizes were not measured
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ViewFormula(double[] weights, double p90Offset, List<SpreadFormula> bits) {

    public ViewFormula {
        Weights.require(weights);
        bits = List.copyOf(bits);
        if (bits.size() > 1) {
            throw new IllegalArgumentException(
                    "Formulas of bits were " + bits.size() + " but must be one at most; train the model anew.");
        }
        if (!Double.isFinite(p90Offset)) {
            throw new IllegalArgumentException(
                    "P90 offset was " + p90Offset + " but must be finite; train the model anew.");
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
