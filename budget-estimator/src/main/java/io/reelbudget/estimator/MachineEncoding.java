package io.reelbudget.estimator;

import java.util.List;
import java.util.Map;

/**
 * How alike machines are: predicts what a job takes on a machine that has run nothing yet from what the same job took
 * on others, by a Gaussian process over machines whose covariance was learned from all jobs; one is what all share.
 * Times are first brought to the same clock.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param machines those of the training data, by name
 * @param center by number of {@link MachineFacts#numbers}, what is taken off
 * @param spread by number, what it is divided by
 * @param inverseLengths by number, how fast likeness falls with distance
 * @param architectureDistance half the squared distance between architectures
 * @param amplitude the variance of what is alike by distance
 * @param slopes by number, the variance of its linear effect
 * @param architectureVariance the variance that machines of one architecture share
 * @param noise the variance of what is a machine's own
 * @param p10Offset added to the trees' P10
 * @param p90Offset added to the trees' P90
 */
@SuppressWarnings("ArrayRecordComponent") // Read from a file once, never compared.
public record MachineEncoding(
        Map<String, MachineFacts> machines,
        double[] center,
        double[] spread,
        double[] inverseLengths,
        double architectureDistance,
        double amplitude,
        double[] slopes,
        double architectureVariance,
        double noise,
        double p10Offset,
        double p90Offset) {

    public MachineEncoding {
        machines = Map.copyOf(machines);
        int width = center.length;
        if (spread.length != width
                || inverseLengths.length != width
                || slopes.length != width
                || !(noise > 0)
                || machines.values().stream().anyMatch(facts -> facts.numbers().length != width)) {
            throw new IllegalArgumentException(
                    "Machines had arrays that do not fit " + width + " numbers but must; train the model anew.");
        }
    }

    /**
     * Returns how much each of some known machines says about another: what its deviation from the mean of all of them
     * is to be multiplied by.
     */
    public double[] weights(MachineFacts target, List<String> known) {
        int n = known.size();
        double[][] covariance = new double[n][n];
        double[] toTarget = new double[n];
        for (int i = 0; i < n; i++) {
            MachineFacts one = factsOf(known.get(i));
            toTarget[i] = covariance(one, target);
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = covariance(one, factsOf(known.get(j)));
            }
            covariance[i][i] += noise;
        }
        return PositiveMatrix.of(covariance).solve(toTarget);
    }

    MachineFacts factsOf(String name) {
        MachineFacts facts = machines.get(name);
        if (facts == null) {
            throw new IllegalArgumentException("Machine was '" + name + "' but must be one of " + machines.keySet()
                    + "; leave its times out or train with them.");
        }
        return facts;
    }

    private double covariance(MachineFacts one, MachineFacts other) {
        double[] a = one.numbers();
        double[] b = other.numbers();
        boolean alike = one.architecture().equals(other.architecture());
        double half = alike ? 0 : architectureDistance;
        double linear = 1 + (alike ? architectureVariance : 0);
        for (int i = 0; i < a.length; i++) {
            double difference = (a[i] - b[i]) / spread[i] * inverseLengths[i];
            half += 0.5 * difference * difference;
            linear += slopes[i] * (a[i] - center[i]) / spread[i] * (b[i] - center[i]) / spread[i];
        }
        return amplitude * Math.exp(-half) + linear;
    }
}
