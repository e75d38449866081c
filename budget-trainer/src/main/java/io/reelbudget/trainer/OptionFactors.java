package io.reelbudget.trainer;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The few directions in which sources differ over sets of settings: principal components of the logarithms of cost,
 * each relative to the set's median. Holes in the table are filled by what the components say, in turns.
 *
 * @param medians by option
 * @param loadings by factor and option, orthonormal
 * @param scores by source and factor
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record OptionFactors(double[] medians, double[][] loadings, double[][] scores) {

    private static final int POWER_STEPS = 60;
    private static final int FILLS = 6;

    static OptionFactors of(double[][] logRates, int factors) {
        int options = logRates[0].length;
        double[] medians = new double[options];
        for (int j = 0; j < options; j++) {
            int column = j;
            double[] known = Arrays.stream(logRates)
                    .mapToDouble(row -> row[column])
                    .filter(Double::isFinite)
                    .sorted()
                    .toArray();
            medians[j] = known.length == 0 ? 0 : known[known.length / 2];
        }
        double[][] rest = new double[logRates.length][options];
        boolean holes = false;
        for (int i = 0; i < rest.length; i++) {
            for (int j = 0; j < options; j++) {
                boolean hole = !Double.isFinite(logRates[i][j]);
                holes |= hole;
                rest[i][j] = hole ? 0 : logRates[i][j] - medians[j];
            }
        }
        double[][] loadings = directions(rest, factors);
        for (int turn = 0; holes && turn < FILLS; turn++) {
            fill(rest, logRates, loadings);
            loadings = directions(rest, factors);
        }
        return new OptionFactors(medians, loadings, scores(rest, loadings));
    }

    private static void fill(double[][] rest, double[][] logRates, double[][] loadings) {
        double[][] scores = scores(rest, loadings);
        for (int i = 0; i < rest.length; i++) {
            for (int j = 0; j < rest[i].length; j++) {
                if (!Double.isFinite(logRates[i][j])) {
                    rest[i][j] = 0;
                    for (int f = 0; f < loadings.length; f++) {
                        rest[i][j] += scores[i][f] * loadings[f][j];
                    }
                }
            }
        }
    }

    private static double[][] scores(double[][] rest, double[][] loadings) {
        double[][] scores = new double[rest.length][loadings.length];
        for (int i = 0; i < rest.length; i++) {
            for (int f = 0; f < loadings.length; f++) {
                scores[i][f] = dot(rest[i], loadings[f]);
            }
        }
        return scores;
    }

    /** Orthogonal iteration on the cross products of the columns. */
    private static double[][] directions(double[][] rest, int factors) {
        int options = rest[0].length;
        double[][] products = new double[options][options];
        for (double[] row : rest) {
            for (int i = 0; i < options; i++) {
                for (int j = 0; j < options; j++) {
                    products[i][j] += row[i] * row[j];
                }
            }
        }
        double[][] directions = new double[Math.min(factors, options)][options];
        SplittableRandom random = new SplittableRandom(1);
        for (double[] direction : directions) {
            Arrays.setAll(direction, i -> random.nextDouble() - 0.5);
        }
        orthonormalize(directions);
        for (int step = 0; step < POWER_STEPS; step++) {
            for (int f = 0; f < directions.length; f++) {
                double[] old = directions[f];
                double[] next = new double[options];
                Arrays.setAll(next, i -> dot(products[i], old));
                directions[f] = next;
            }
            orthonormalize(directions);
        }
        return directions;
    }

    private static void orthonormalize(double[][] vectors) {
        for (int f = 0; f < vectors.length; f++) {
            for (int g = 0; g < f; g++) {
                double along = dot(vectors[f], vectors[g]);
                for (int i = 0; i < vectors[f].length; i++) {
                    vectors[f][i] -= along * vectors[g][i];
                }
            }
            double length = Math.sqrt(dot(vectors[f], vectors[f]));
            for (int i = 0; i < vectors[f].length; i++) {
                vectors[f][i] = length > 0 ? vectors[f][i] / length : 0;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
