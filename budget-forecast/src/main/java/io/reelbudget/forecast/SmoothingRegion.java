package io.reelbudget.forecast;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The usual region of smoothing parameters (0 &lt; β &lt; α, 0 &lt; γ &lt; 1 - α, 0.8 ≤ φ ≤ 0.98), and how unbounded
 * numbers map into it: by logistic curves, so that a search needs no bounds.
 */
final class SmoothingRegion {

    /** Starts in alpha, gamma / (1 - alpha), beta / alpha and phi's place in its range: slow to quick to follow. */
    private static final double[][] STARTS = {
        {0.02, 0.05, 0.05, 0.8},
        {0.02, 0.05, 0.3, 0.95},
        {0.2, 0.1, 0.1, 0.8},
        {0.3, 0.9, 0.1, 0.8},
        {0.6, 0.3, 0.1, 0.8}
    };

    /** Keeps parts from freezing and the region's border out of reach. */
    private static final double EDGE = 1e-4;

    private static final double LEAST_PHI = 0.8;
    private static final double MOST_PHI = 0.98;

    private final Trend trend;

    private SmoothingRegion(Trend trend) {
        this.trend = trend;
    }

    static SmoothingRegion of(Trend trend) {
        return new SmoothingRegion(trend);
    }

    /** Returns how many parameters there are to choose. */
    int dimensions() {
        return switch (trend) {
            case NONE -> 2;
            case LINEAR -> 3;
            case DAMPED -> 4;
        };
    }

    /** Returns unbounded points from which to search. */
    Stream<double[]> starts() {
        return Arrays.stream(STARTS).map(this::unbounded);
    }

    /** Returns what a series without errors is smoothed by: the choice changes nothing until a value surprises. */
    Smoothing undecided() {
        return switch (trend) {
            case NONE -> new Smoothing(0.1, 0, 0.1, 1);
            case LINEAR -> new Smoothing(0.1, 0.01, 0.1, 1);
            case DAMPED -> new Smoothing(0.1, 0.01, 0.1, MOST_PHI);
        };
    }

    /** Returns the parameters at an unbounded point. */
    Smoothing smoothing(double[] unbounded) {
        double alpha = logistic(unbounded[0]);
        double gamma = (1 - alpha) * logistic(unbounded[1]);
        double beta = trend == Trend.NONE ? 0 : alpha * logistic(unbounded[2]);
        double phi = trend == Trend.DAMPED ? LEAST_PHI + (MOST_PHI - LEAST_PHI) * logistic(unbounded[3]) : 1;
        return new Smoothing(alpha, beta, gamma, phi);
    }

    /** Returns the unbounded point of parameters. */
    double[] unbounded(Smoothing smoothing) {
        return unbounded(new double[] {
            smoothing.alpha(),
            smoothing.gamma() / (1 - smoothing.alpha()),
            smoothing.beta() / smoothing.alpha(),
            (smoothing.phi() - LEAST_PHI) / (MOST_PHI - LEAST_PHI)
        });
    }

    private double[] unbounded(double[] shares) {
        return Arrays.stream(shares)
                .limit(dimensions())
                .map(SmoothingRegion::logit)
                .toArray();
    }

    private static double logit(double share) {
        double within = Math.max(EDGE, Math.min(1 - EDGE, (share - EDGE) / (1 - 2 * EDGE)));
        return Math.log(within / (1 - within));
    }

    private static double logistic(double x) {
        return EDGE + (1 - 2 * EDGE) / (1 + Math.exp(-x));
    }
}
