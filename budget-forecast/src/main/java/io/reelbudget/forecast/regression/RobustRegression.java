package io.reelbudget.forecast.regression;

import java.util.Arrays;

/**
 * Least squares with weighted rows, of which those that fit badly count less.
 *
 * <p>After a solution the rows whose error is above c = 0.7 σ, σ = 1.2533 times the mean absolute error, are weighted
 * down by c over their error: Huber's weights (P. J. Huber, <i>Robust Statistics</i>, 1981, chapter 7), solved anew a
 * fixed number of times. A ridge of a thousand-millionth of the explained spread makes regressors that do not vary, or
 * repeat others, harmless: they get no coefficient, or share one. Where nothing varies, the intercept is all there is.
 *
 * <p>Keeps scratch arrays between fits: not thread-safe.
 */
final class RobustRegression {

    private static final double RIDGE = 1e-9;
    private static final double TINY = 1e-300;
    private static final double HUBER = 0.7;
    private static final double SIGMA_OF_MEAN_ERROR = 1.2533;

    private double[] weight = {};
    private double[] weighted = {};
    private double[] trust = {};

    /** Returns weights by age: 1 for the newest row, the last one, and a constant factor for each step back. */
    static double[] discount(double factor, int rows) {
        double[] weights = new double[rows];
        for (int i = 0; i < rows; i++) {
            weights[i] = Math.pow(factor, rows - 1.0 - i);
        }
        return weights;
    }

    /**
     * Returns the rule that explains a column by others.
     *
     * @param weights one a row, above zero; there may be more, of which the last are used
     * @param rows how many rows all columns have, oldest first, 1 or more
     * @param rounds how often to weigh anew and solve again, 0 or more
     */
    LinearRule fit(Column[] regressors, Column explained, double[] weights, int rows, int rounds) {
        prepare(rows);
        Arrays.fill(trust, 0, rows, 1);
        LinearRule rule = refit(regressors, explained, weights, rows);
        for (int round = 0; round < rounds; round++) {
            updateTrust(rule, regressors, explained, rows);
            rule = refit(regressors, explained, weights, rows);
        }
        return rule;
    }

    /** Returns the rule of one solution with the trust in each row that there is; otherwise as {@link #fit}. */
    LinearRule refit(Column[] regressors, Column explained, double[] weights, int rows) {
        int shift = weights.length - rows;
        for (int i = 0; i < rows; i++) {
            weight[i] = weights[shift + i] * trust[i];
        }
        return solve(regressors, explained, rows);
    }

    /** Sets how far each row is trusted, above 0 and up to 1, by how well a rule explains it. */
    void updateTrust(LinearRule rule, Column[] regressors, Column explained, int rows) {
        double mean = measureErrors(rule, regressors, explained, rows);
        double most = HUBER * SIGMA_OF_MEAN_ERROR * mean;
        for (int i = 0; i < rows; i++) {
            trust[i] = mean > 0 ? Math.min(1, most / Math.max(trust[i], TINY)) : 1;
        }
    }

    /** Forgets the oldest row's trust: the next column begins one row later. */
    void dropOldest(int rows) {
        System.arraycopy(trust, 1, trust, 0, rows - 1);
    }

    private void prepare(int rows) {
        if (weight.length < rows) {
            weight = new double[rows];
            weighted = new double[rows];
            trust = new double[rows];
        }
    }

    /** Puts each row's absolute error where its trust will be, and returns their mean. */
    private double measureErrors(LinearRule rule, Column[] regressors, Column explained, int rows) {
        double[] y = explained.values();
        int from = explained.from();
        for (int i = 0; i < rows; i++) {
            trust[i] = y[from + i] - rule.intercept();
        }
        for (int k = 0; k < regressors.length; k++) {
            subtract(trust, rule.coefficients()[k], regressors[k], rows);
        }
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            trust[i] = Math.abs(trust[i]);
            sum += trust[i];
        }
        return sum / rows;
    }

    private static void subtract(double[] from, double factor, Column column, int rows) {
        double[] values = column.values();
        int at = column.from();
        for (int i = 0; i < rows; i++) {
            from[i] -= factor * values[at + i];
        }
    }

    private LinearRule solve(Column[] regressors, Column explained, int rows) {
        int size = regressors.length;
        double total = sum(weight, rows);
        double[] mean = new double[size];
        double[][] products = new double[size][size];
        double[] right = new double[size];
        double explainedMean = dot(weight, explained, rows) / total;
        for (int i = 0; i < size; i++) {
            double sum = weigh(regressors[i], rows);
            mean[i] = sum / total;
            right[i] = dot(weighted, explained, rows) - sum * explainedMean;
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(weighted, regressors[j], rows) - sum * mean[j];
            }
        }
        double spread =
                Math.max(0, dot(weighted(explained, rows), explained, rows) - total * explainedMean * explainedMean);
        for (int i = 0; i < size; i++) {
            products[i][i] += RIDGE * spread + TINY;
        }
        double[] coefficients = NormalEquations.solve(products, right);
        double intercept = explainedMean;
        for (int i = 0; i < size; i++) {
            intercept -= coefficients[i] * mean[i];
        }
        return new LinearRule(intercept, coefficients);
    }

    private double[] weighted(Column column, int rows) {
        weigh(column, rows);
        return weighted;
    }

    /** Keeps a column times the weights, and returns the sum. */
    private double weigh(Column column, int rows) {
        double[] values = column.values();
        int at = column.from();
        for (int i = 0; i < rows; i++) {
            weighted[i] = weight[i] * values[at + i];
        }
        return sum(weighted, rows);
    }

    private static double sum(double[] values, int rows) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < rows; i++) {
            a += values[i];
        }
        return a + b + (c + d);
    }

    /** Four sums at a time, since each addition waits for the one before it. */
    private static double dot(double[] left, Column column, int rows) {
        double[] right = column.values();
        int at = column.from();
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            a += left[i] * right[at + i];
            b += left[i + 1] * right[at + i + 1];
            c += left[i + 2] * right[at + i + 2];
            d += left[i + 3] * right[at + i + 3];
        }
        for (; i < rows; i++) {
            a += left[i] * right[at + i];
        }
        return a + b + (c + d);
    }
}
