package io.reelbudget.forecast.decomposition;

import io.reelbudget.forecast.fitting.SparseQuadratic;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;

/** Finds the most probable coefficients of a decomposable model, and the deviation of its errors, in turn. */
final class MostProbable {

    private static final double CHANGE_SCALE = 0.05;
    private static final double LINE_DEVIATION = 5;
    private static final double OTHER_DEVIATION = 10;
    private static final double ERROR_DEVIATION = 0.5;

    /** Keeps the products of neighbouring changes apart, which have no normal prior to do so. */
    private static final double ALMOST_NOTHING = 1e-12;

    private static final int MOST_ROUNDS = 50;
    private static final double PRECISION = 1e-10;

    /** No error is taken to be smaller, as a share of the largest value: a series may be its own trend. */
    private static final double LEAST_DEVIATION = 1e-6;

    private final Components components;
    private final double[] values;
    private final double scale;
    private final Regressors events;
    private final double[][] products;
    private final double[] towards;
    private final double square;

    MostProbable(TimeSeries series, Regressors events) {
        this.components = Components.of(series.length(), series.seasons(), events.count());
        this.events = events;
        this.values = series.values();
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
        this.scale = largest > 0 ? largest : 1;
        this.products = new double[components.size()][components.size()];
        this.towards = new double[components.size()];
        double sum = 0;
        for (int t = 0; t < values.length; t++) {
            double[] row = row(t);
            sum += values[t] / scale * values[t] / scale;
            for (int i = 0; i < row.length; i++) {
                towards[i] += row[i] * values[t] / scale;
                for (int j = 0; j <= i; j++) {
                    products[i][j] += row[i] * row[j];
                }
            }
        }
        this.square = sum;
    }

    private double[] row(int t) {
        double[] row = new double[components.size()];
        components.row(t, events, t, row);
        return row;
    }

    FittedDecomposable fit() {
        double variance = ERROR_DEVIATION * ERROR_DEVIATION;
        double[] best = new double[components.size()];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            best = coefficients(variance);
            double squares = squares(best);
            double found = Math.max(LEAST_DEVIATION * LEAST_DEVIATION, likeliestVariance(squares));
            boolean done = Math.abs(found - variance) <= PRECISION * variance;
            variance = found;
            if (done) {
                break;
            }
        }
        return fitted(best, variance);
    }

    /** Minimises n ln σ + S / 2σ² + σ² / 2·0.5², which is a quadratic equation in σ². */
    private double likeliestVariance(double squares) {
        double prior = 1 / (ERROR_DEVIATION * ERROR_DEVIATION);
        double n = values.length;
        return 2 * squares / (n + Math.sqrt(n * n + 4 * prior * squares));
    }

    private double[] coefficients(double variance) {
        int size = components.size();
        double[][] a = new double[size][size];
        double[] penalties = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = products[i][j];
                a[j][i] = products[i][j];
            }
            if (components.isChange(i)) {
                penalties[i] = variance / CHANGE_SCALE;
                a[i][i] *= 1 + ALMOST_NOTHING;
            } else {
                double deviation = i < 2 ? LINE_DEVIATION : OTHER_DEVIATION;
                a[i][i] += variance / (deviation * deviation);
            }
        }
        return SparseQuadratic.minimise(a, towards, penalties);
    }

    /** Returns the sum of the squared errors, from the products alone: a thousandth of the work of the errors. */
    private double squares(double[] coefficients) {
        double sum = square;
        for (int i = 0; i < coefficients.length; i++) {
            sum -= 2 * coefficients[i] * towards[i];
            for (int j = 0; j < coefficients.length; j++) {
                sum += coefficients[i] * coefficients[j] * products[Math.max(i, j)][Math.min(i, j)];
            }
        }
        return Math.max(0, sum);
    }

    private double[] residuals(double[] coefficients) {
        double[] residuals = new double[values.length];
        for (int t = 0; t < values.length; t++) {
            residuals[t] = values[t] / scale - FittedDecomposable.dot(row(t), coefficients);
        }
        return residuals;
    }

    private FittedDecomposable fitted(double[] coefficients, double variance) {
        double[] residuals = residuals(coefficients);
        double products = 0;
        double squares = 0;
        for (int t = 1; t < residuals.length; t++) {
            products += residuals[t] * residuals[t - 1];
            squares += residuals[t - 1] * residuals[t - 1];
        }
        double echo = squares > 0 ? Math.max(0, Math.min(0.99, products / squares)) : 0;
        return new FittedDecomposable(
                components,
                new FittedDecomposable.Parameters(coefficients, scale, Math.sqrt(variance), echo),
                values.length,
                residuals[residuals.length - 1]);
    }
}
