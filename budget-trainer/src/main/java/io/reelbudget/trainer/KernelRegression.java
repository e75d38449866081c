package io.reelbudget.trainer;

import io.reelbudget.estimator.KernelEncoding;
import io.reelbudget.estimator.PositiveMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ridge regression on bumps around landmarks, inputs and categories, for several outputs at once. How much to smooth is
 * chosen for each output by its error on groups that were left out, which for ridge regression is had without fitting
 * anew.
 */
final class KernelRegression {

    private static final double[] NOISE_FACTORS = {0.25, 0.5, 1, 2, 4, 8};
    private static final double JITTER = 1e-6;

    private final KernelLengths lengths;
    private final double[][] landmarks;
    private final int[] landmarkCategories;
    private final int categories;
    private final PositiveMatrix whitening;

    KernelRegression(KernelLengths lengths, double[][] landmarks, int[] landmarkCategories, int categories) {
        this.lengths = lengths;
        this.landmarks = landmarks;
        this.landmarkCategories = landmarkCategories;
        this.categories = categories;
        double[][] likeness = new double[landmarks.length][];
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = bumps(landmarks[i], landmarkCategories[i]);
            likeness[i][i] += JITTER * lengths.amplitude();
        }
        whitening = PositiveMatrix.of(likeness);
    }

    /**
     * What was fitted.
     *
     * @param encoding to predict with
     * @param leftOut by row and output, what rows of all other groups say
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Fit(KernelEncoding encoding, double[][] leftOut) {}

    private double[] bumps(double[] row, int category) {
        double[] inverse = lengths.inverseLengths();
        double[] bumps = new double[landmarks.length];
        for (int i = 0; i < bumps.length; i++) {
            double half = landmarkCategories[i] == category ? 0 : lengths.categoryDistance();
            for (int k = 0; k < row.length; k++) {
                double difference = (row[k] - landmarks[i][k]) * inverse[k];
                half += 0.5 * difference * difference;
            }
            bumps[i] = lengths.amplitude() * Math.exp(-half);
        }
        return bumps;
    }

    private double[] features(double[] row, int category) {
        double[] white = whitening.solveLower(bumps(row, category));
        double[] all = Arrays.copyOf(white, white.length + row.length + categories + 1);
        for (int k = 0; k < row.length; k++) {
            all[white.length + k] = row[k] * Math.sqrt(lengths.linearVariance(k));
        }
        all[white.length + row.length + category] = Math.sqrt(lengths.categoryVariance());
        all[all.length - 1] = 1;
        return all;
    }

    /** Fits outputs (row by row, each of mean zero and variance one) to inputs. */
    Fit fit(double[][] inputs, int[] inputCategories, List<String> groups, double[][] outputs) {
        return fit(inputs, inputCategories, groups, outputs, NOISE_FACTORS);
    }

    /** Fits with the likeliest noise times one of some factors. */
    Fit fit(double[][] inputs, int[] inputCategories, List<String> groups, double[][] outputs, double... noiseFactors) {
        double[][] features = new double[inputs.length][];
        for (int i = 0; i < features.length; i++) {
            features[i] = features(inputs[i], inputCategories[i]);
        }
        double[][] products = products(features);
        int m = outputs[0].length;
        double[] least = new double[m];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        double[][] leftOut = new double[inputs.length][m];
        double[][] weights = new double[m][];
        for (double factor : noiseFactors) {
            PositiveMatrix system = withNoise(products, factor * lengths.noise());
            double[][] solved = new double[m][];
            for (int f = 0; f < m; f++) {
                solved[f] = system.solve(against(features, outputs, f));
            }
            double[][] left = leaveGroupsOut(system, features, solved, outputs, groups);
            for (int f = 0; f < m; f++) {
                double error = 0;
                for (int i = 0; i < left.length; i++) {
                    error += (left[i][f] - outputs[i][f]) * (left[i][f] - outputs[i][f]);
                }
                if (error < least[f]) {
                    least[f] = error;
                    weights[f] = solved[f];
                    for (int i = 0; i < left.length; i++) {
                        leftOut[i][f] = left[i][f];
                    }
                }
            }
        }
        return new Fit(encoding(weights), leftOut);
    }

    private static double[][] products(double[][] features) {
        int width = features[0].length;
        double[][] columns = new double[width][features.length];
        for (int i = 0; i < features.length; i++) {
            for (int k = 0; k < width; k++) {
                columns[k][i] = features[i][k];
            }
        }
        double[][] products = new double[width][];
        for (int i = 0; i < width; i++) {
            products[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(columns[i], columns[j]);
            }
        }
        return products;
    }

    private static PositiveMatrix withNoise(double[][] products, double noise) {
        double[][] system = new double[products.length][];
        for (int i = 0; i < system.length; i++) {
            system[i] = products[i].clone();
            system[i][i] += noise;
        }
        return PositiveMatrix.of(system);
    }

    private static double[] against(double[][] features, double[][] outputs, int output) {
        double[] sums = new double[features[0].length];
        for (int i = 0; i < features.length; i++) {
            for (int k = 0; k < sums.length; k++) {
                sums[k] += features[i][k] * outputs[i][output];
            }
        }
        return sums;
    }

    /**
     * The error of a group left out is (I - H)⁻¹ times its error when fitted with, where H is its part of the hat
     * matrix.
     */
    private static double[][] leaveGroupsOut(
            PositiveMatrix system, double[][] features, double[][] solved, double[][] outputs, List<String> groups) {
        Map<String, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < groups.size(); i++) {
            members.computeIfAbsent(groups.get(i), g -> new ArrayList<>()).add(i);
        }
        double[][] left = new double[features.length][solved.length];
        for (List<Integer> group : members.values()) {
            double[][] half = new double[group.size()][];
            double[][] rest = new double[group.size()][group.size()];
            for (int a = 0; a < half.length; a++) {
                half[a] = system.solveLower(features[group.get(a)]);
                for (int b = 0; b <= a; b++) {
                    rest[a][b] = (a == b ? 1 + 1e-9 : 0) - dot(half[a], half[b]);
                }
            }
            PositiveMatrix unseen = PositiveMatrix.of(rest);
            for (int f = 0; f < solved.length; f++) {
                double[] error = new double[half.length];
                for (int a = 0; a < error.length; a++) {
                    int row = group.get(a);
                    error[a] = outputs[row][f] - dot(features[row], solved[f]);
                }
                double[] unseenError = unseen.solve(error);
                for (int a = 0; a < error.length; a++) {
                    left[group.get(a)][f] = outputs[group.get(a)][f] - unseenError[a];
                }
            }
        }
        return left;
    }

    private KernelEncoding encoding(double[][] weights) {
        int m = weights.length;
        int count = landmarks.length;
        int width = landmarks[0].length;
        double[] inverse = lengths.inverseLengths();
        float[] scaled = new float[count * width];
        float[] bumps = new float[count * m];
        double[] slopes = new double[width * m];
        double[] offsets = new double[categories * m];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < width; k++) {
                scaled[k * count + i] = (float) (landmarks[i][k] * inverse[k]);
            }
        }
        for (int f = 0; f < m; f++) {
            double[] ofBumps = whitening.solveUpper(Arrays.copyOf(weights[f], count));
            for (int i = 0; i < count; i++) {
                bumps[f * count + i] = (float) (ofBumps[i] * lengths.amplitude());
            }
            for (int k = 0; k < width; k++) {
                slopes[k * m + f] = weights[f][count + k] * Math.sqrt(lengths.linearVariance(k));
            }
            for (int c = 0; c < categories; c++) {
                offsets[c * m + f] = weights[f][count + width + c] * Math.sqrt(lengths.categoryVariance())
                        + weights[f][weights[f].length - 1];
            }
        }
        return new KernelEncoding(
                inverse, lengths.categoryDistance(), scaled, landmarkCategories, bumps, slopes, offsets, m);
    }

    private static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
