package io.reelbudget.trainer;

import io.reelbudget.estimator.PositiveMatrix;
import java.util.Arrays;

/**
 * How fast likeness falls with distance along each input: the parameters of a Gaussian process that make the data most
 * likely (Rasmussen and Williams 2006, "Gaussian Processes for Machine Learning", chapter 5), found on some of the rows
 * by resilient steps along the gradient (Riedmiller and Braun 1993).
 *
 * <p>The covariance of two sources is a bump over their distance, one length an input and one distance for different
 * categories, plus a linear part with one variance an input, plus a variance shared by a category, plus one.
 */
final class KernelLengths {

    private static final int STEPS = 45;
    private static final double LOWEST = -5;
    private static final double HIGHEST = 6;
    private static final double LEAST_NOISE = -7;

    /** A wide prior: it matters for inputs that the data say nothing about. */
    private static final double PRIOR_VARIANCE = 9;

    private final int width;
    private final double[] parameters;

    private KernelLengths(int width, double[] parameters) {
        this.width = width;
        this.parameters = parameters;
    }

    /** Returns the likeliest lengths for scaled inputs, categories and standardized outputs (row by row). */
    static KernelLengths fit(double[][] inputs, int[] categories, double[][] outputs) {
        int width = inputs[0].length;
        double[] prior = prior(width);
        double[] at = prior.clone();
        double[] step = new double[at.length];
        Arrays.fill(step, 0.3);
        double[] last = new double[at.length];
        double best = Double.POSITIVE_INFINITY;
        double[] bestAt = at.clone();
        for (int i = 0; i < STEPS; i++) {
            double[] gradient = new double[at.length];
            double value = new KernelLengths(width, at).misfit(inputs, categories, outputs, prior, gradient);
            if (value < best) {
                best = value;
                bestAt = at.clone();
            }
            for (int k = 0; k < at.length; k++) {
                double turn = gradient[k] * last[k];
                step[k] = Math.max(1e-3, Math.min(1, step[k] * (turn > 0 ? 1.2 : turn < 0 ? 0.5 : 1)));
                last[k] = turn < 0 ? 0 : gradient[k];
                double lowest = k == at.length - 1 ? LEAST_NOISE : LOWEST;
                at[k] = Math.max(lowest, Math.min(HIGHEST, at[k] - Math.signum(last[k]) * step[k]));
            }
        }
        return new KernelLengths(width, bestAt);
    }

    /** Returns these lengths with no bumps over an input, which then has its linear part only. */
    KernelLengths withoutBumpsOver(int column) {
        double[] changed = parameters.clone();
        changed[column] = Double.POSITIVE_INFINITY;
        return new KernelLengths(width, changed);
    }

    private static double[] prior(int width) {
        double[] prior = new double[2 * width + 4];
        Arrays.fill(prior, 0, width + 1, 1);
        prior[width + 1] = 0;
        Arrays.fill(prior, width + 2, 2 * width + 2, -2);
        prior[2 * width + 2] = -3;
        prior[2 * width + 3] = -1.5;
        return prior;
    }

    double[] inverseLengths() {
        return Arrays.stream(parameters, 0, width).map(p -> Math.exp(-p)).toArray();
    }

    double categoryDistance() {
        return 0.5 * Math.exp(-2 * parameters[width]);
    }

    double amplitude() {
        return Math.exp(parameters[width + 1]);
    }

    double linearVariance(int column) {
        return Math.exp(parameters[width + 2 + column]);
    }

    double categoryVariance() {
        return Math.exp(parameters[2 * width + 2]);
    }

    double noise() {
        return Math.exp(parameters[2 * width + 3]);
    }

    /** Returns the negative logarithm of the likelihood and prior per row, and adds up its gradient. */
    private double misfit(double[][] inputs, int[] categories, double[][] outputs, double[] prior, double[] gradient) {
        int n = inputs.length;
        double[][] bumps = new double[n][];
        double[][] covariance = new double[n][];
        double[] inverse = inverseLengths();
        for (int i = 0; i < n; i++) {
            bumps[i] = new double[i + 1];
            covariance[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                boolean alike = categories[i] == categories[j];
                bumps[i][j] = bump(inputs[i], inputs[j], alike, inverse);
                covariance[i][j] = bumps[i][j] + linear(inputs[i], inputs[j]) + (alike ? categoryVariance() : 0) + 1;
            }
            covariance[i][i] += noise() + 1e-8;
        }
        PositiveMatrix factored = PositiveMatrix.of(covariance);
        double[][] pull = factored.inverse();
        int m = outputs[0].length;
        double value = 0.5 * m * factored.logDeterminant();
        for (double[] row : pull) {
            for (int j = 0; j < n; j++) {
                row[j] *= m;
            }
        }
        for (int f = 0; f < m; f++) {
            int output = f;
            double[] target =
                    Arrays.stream(outputs).mapToDouble(row -> row[output]).toArray();
            double[] weight = factored.solve(target);
            for (int i = 0; i < n; i++) {
                value += 0.5 * target[i] * weight[i];
                for (int j = 0; j <= i; j++) {
                    pull[i][j] -= weight[i] * weight[j];
                }
            }
        }
        addGradient(inputs, categories, bumps, pull, gradient);
        for (int k = 0; k < gradient.length; k++) {
            double off = parameters[k] - prior[k];
            value += 0.5 * off * off / PRIOR_VARIANCE;
            gradient[k] = (gradient[k] + off / PRIOR_VARIANCE) / n;
        }
        return value / n;
    }

    /** Half of the trace of {@code pull} times the derivative of the covariance by each parameter. */
    private void addGradient(
            double[][] inputs, int[] categories, double[][] bumps, double[][] pull, double[] gradient) {
        double[] squares = new double[width];
        for (int i = 0; i < inputs.length; i++) {
            for (int j = 0; j <= i; j++) {
                double weight = i == j ? 0.5 * pull[i][j] : pull[i][j];
                double onBump = weight * bumps[i][j];
                for (int k = 0; k < width; k++) {
                    double difference = inputs[i][k] - inputs[j][k];
                    squares[k] = difference * difference;
                    gradient[k] += onBump * squares[k];
                    gradient[width + 2 + k] += weight * inputs[i][k] * inputs[j][k];
                }
                if (categories[i] == categories[j]) {
                    gradient[2 * width + 2] += weight;
                } else {
                    gradient[width] += onBump;
                }
                gradient[width + 1] += onBump;
            }
            gradient[2 * width + 3] += 0.5 * pull[i][i];
        }
        for (int k = 0; k < width; k++) {
            gradient[k] *= Math.exp(-2 * parameters[k]);
            gradient[width + 2 + k] *= linearVariance(k);
        }
        gradient[width] *= Math.exp(-2 * parameters[width]);
        gradient[2 * width + 2] *= categoryVariance();
        gradient[2 * width + 3] *= noise();
    }

    private double bump(double[] a, double[] b, boolean alike, double[] inverse) {
        double half = alike ? 0 : categoryDistance();
        for (int k = 0; k < width; k++) {
            double difference = (a[k] - b[k]) * inverse[k];
            half += 0.5 * difference * difference;
        }
        return amplitude() * Math.exp(-half);
    }

    private double linear(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < width; k++) {
            sum += linearVariance(k) * a[k] * b[k];
        }
        return sum;
    }
}
