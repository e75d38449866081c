package io.reelbudget.forecast.regression;

/** Solves least squares of a dozen unknowns by Cholesky's factors, whatever rounding did to them, in place. */
final class NormalEquations {

    /** A pivot that rounding has eaten is taken as this, so that its unknown stays near zero. */
    private static final double LEAST_PIVOT = 1e-300;

    private NormalEquations() {}

    /**
     * Returns x with matrix x = right.
     *
     * @param matrix the lower triangle, which is overwritten by its factor
     * @param right is overwritten too
     */
    static double[] solve(double[][] matrix, double[] right) {
        int size = right.length;
        for (int i = 0; i < size; i++) {
            double[] row = matrix[i];
            for (int j = 0; j <= i; j++) {
                double[] other = matrix[j];
                double sum = row[j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                row[j] = i == j ? Math.sqrt(Math.max(sum, LEAST_PIVOT)) : sum / other[j];
            }
        }
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < i; k++) {
                right[i] -= matrix[i][k] * right[k];
            }
            right[i] /= matrix[i][i];
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int k = i + 1; k < size; k++) {
                right[i] -= matrix[k][i] * right[k];
            }
            right[i] /= matrix[i][i];
        }
        return right;
    }
}
