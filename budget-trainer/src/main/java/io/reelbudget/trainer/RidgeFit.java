package io.reelbudget.trainer;

import io.reelbudget.estimator.PositiveMatrix;
import java.util.List;

/**
 * Ridge regression: the weights with the least sum of squared errors plus a penalty times the sum of squared weights
 * (Hoerl and Kennard 1970).
 */
final class RidgeFit {

    private RidgeFit() {}

    /**
     * Returns a weight for each column.
     *
     * @param rows a row of regressors for each observation, one at least
     * @param values what is observed
     * @param penalties by column, more than zero
     */
    static double[] weights(List<double[]> rows, double[] values, double[] penalties) {
        int width = penalties.length;
        double[][] products = new double[width][width];
        double[] against = new double[width];
        for (int i = 0; i < values.length; i++) {
            double[] row = rows.get(i);
            for (int j = 0; j < width; j++) {
                against[j] += row[j] * values[i];
                for (int k = 0; k <= j; k++) {
                    products[j][k] += row[j] * row[k];
                }
            }
        }
        for (int j = 0; j < width; j++) {
            products[j][j] += penalties[j];
        }
        return PositiveMatrix.of(products).solve(against);
    }
}
