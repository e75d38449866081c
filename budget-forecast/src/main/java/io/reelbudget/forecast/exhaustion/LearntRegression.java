package io.reelbudget.forecast.exhaustion;

import io.reelbudget.forecast.exhaustion.RegressionShape.Span;
import java.util.Arrays;

/**
 * A logistic regression for the probability that what is left is used up within h days.
 *
 * <p>Features are standardised, Z = (x - mean) / deviation, and clipped to ±6, in products to ±3. The log-odds are a
 * constant, plus the weighted Z, plus, for any number of days, ln h times other weights of the same Z, ln h and (ln
 * h)², plus weighted products.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class LearntRegression {

    private static final double FARTHEST = 6;
    private static final double FARTHEST_IN_PRODUCT = 3;

    private final RegressionShape shape;
    private final int[] places;
    private final int[] factors;
    private final double[] means;
    private final double[] scales;
    private final double constant;
    private final double[] weights;

    private LearntRegression(
            RegressionShape shape, double[] means, double[] deviations, double constant, double[] weights) {
        this.shape = shape;
        this.places = shape.features().stream().mapToInt(Feature::place).toArray();
        this.factors =
                shape.products().stream().mapToInt(shape.features()::indexOf).toArray();
        this.means = means.clone();
        this.scales = Arrays.stream(deviations).map(deviation -> 1 / deviation).toArray();
        this.constant = constant;
        this.weights = weights.clone();
    }

    /**
     * Returns a regression.
     *
     * @param means the mean of each feature, in the shape's order
     * @param deviations the standard deviation of each feature, more than zero
     * @param constant the constant of the log-odds
     * @param weights the weight of each term, in the order of {@link #terms}
     */
    public static LearntRegression of(
            RegressionShape shape, double[] means, double[] deviations, double constant, double... weights) {
        if (means.length != shape.features().size()
                || deviations.length != means.length
                || weights.length != shape.terms()) {
            throw new IllegalArgumentException("Regression had " + means.length + " means, " + deviations.length
                    + " deviations and " + weights.length + " weights but must have "
                    + shape.features().size() + ", as many and " + shape.terms() + "; fit it for this shape.");
        }
        return new LearntRegression(shape, means, deviations, constant, weights);
    }

    /** Returns what it is made of. */
    public RegressionShape shape() {
        return shape;
    }

    /**
     * Returns the terms that the weights belong to: the standardised features, with any number of days those times ln
     * h, ln h and (ln h)², then the products.
     *
     * @param values all features, as {@link FeatureRow#values} returns them
     * @param days h
     */
    public double[] terms(double[] values, int days) {
        double[] terms = new double[shape.terms()];
        int n = places.length;
        double[] z = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = standard(values, i);
            terms[i] = z[i];
        }
        int next = n;
        if (shape.span() == Span.ANY_DAYS) {
            double log = Math.log(days);
            for (int i = 0; i < n; i++) {
                terms[next++] = z[i] * log;
            }
            terms[next++] = log;
            terms[next++] = log * log;
        }
        for (int i = 0; i < factors.length; i++) {
            for (int j = i; j < factors.length; j++) {
                terms[next++] = clip(z[factors[i]], FARTHEST_IN_PRODUCT) * clip(z[factors[j]], FARTHEST_IN_PRODUCT);
            }
        }
        return terms;
    }

    /** Returns the probability for features and a number of days. */
    public double probability(double[] values, int days) {
        return 1 / (1 + Math.exp(-logOdds(values, days)));
    }

    private double logOdds(double[] values, int days) {
        int n = places.length;
        double[] z = new double[n];
        double sum = constant;
        for (int i = 0; i < n; i++) {
            z[i] = standard(values, i);
            sum += weights[i] * z[i];
        }
        int next = n;
        if (shape.span() == Span.ANY_DAYS) {
            double log = Math.log(days);
            double changing = 0;
            for (int i = 0; i < n; i++) {
                changing += weights[next++] * z[i];
            }
            sum += log * (changing + weights[next++] + log * weights[next++]);
        }
        for (int i = 0; i < factors.length; i++) {
            double factor = clip(z[factors[i]], FARTHEST_IN_PRODUCT);
            for (int j = i; j < factors.length; j++) {
                sum += weights[next++] * factor * clip(z[factors[j]], FARTHEST_IN_PRODUCT);
            }
        }
        return sum;
    }

    private double standard(double[] values, int feature) {
        return clip((values[places[feature]] - means[feature]) * scales[feature], FARTHEST);
    }

    private static double clip(double z, double farthest) {
        return Math.max(-farthest, Math.min(farthest, z));
    }

    double mean(int feature) {
        return means[feature];
    }

    double deviation(int feature) {
        return 1 / scales[feature];
    }

    double constant() {
        return constant;
    }

    double weight(int term) {
        return weights[term];
    }
}
