package io.reelbudget.forecast.fitting;

import org.jspecify.annotations.Nullable;

/** Solves symmetric positive definite systems by Cholesky's factors, and notices when a matrix is none. */
final class PositiveDefinite {

    private PositiveDefinite() {}

    /** Returns x with A x = b; null if A is not positive definite. Writes to neither. */
    static double @Nullable [] solve(double[][] a, double[] b) {
        int n = b.length;
        double[][] lower = new double[n][n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i != j) {
                    lower[i][j] = rest / lower[j][j];
                } else if (rest > 0) {
                    lower[i][i] = Math.sqrt(rest);
                } else {
                    return null;
                }
            }
            double rest = b[i];
            for (int k = 0; k < i; k++) {
                rest -= lower[i][k] * x[k];
            }
            x[i] = rest / lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= lower[k][i] * x[k];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}
