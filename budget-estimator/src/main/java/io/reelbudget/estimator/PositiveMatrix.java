package io.reelbudget.estimator;

/**
 * A symmetric positive definite matrix, factored once by Cholesky's method, for solving with it.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class PositiveMatrix {

    /** The lower triangle of the factor; rows are as long as needed. */
    private final double[][] lower;

    private PositiveMatrix(double[][] lower) {
        this.lower = lower;
    }

    /**
     * Factors a matrix, of which the lower triangle is read.
     *
     * @throws ArithmeticException if it is not positive definite
     */
    public static PositiveMatrix of(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] row = new double[i + 1];
            lower[i] = row;
            for (int j = 0; j < i; j++) {
                row[j] = (matrix[i][j] - dot(row, lower[j], j)) / lower[j][j];
            }
            double rest = matrix[i][i] - dot(row, row, i);
            if (!(rest > 0)) {
                throw new ArithmeticException("Matrix was not positive definite at row " + i + " of " + n + " (" + rest
                        + ") but must be; add to its diagonal.");
            }
            row[i] = Math.sqrt(rest);
        }
        return new PositiveMatrix(lower);
    }

    /** Returns the sum of products of the first so many numbers. */
    static double dot(double[] a, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Returns L⁻¹b, where this matrix is LLᵀ. */
    public double[] solveLower(double[] b) {
        double[] x = new double[b.length];
        for (int i = 0; i < b.length; i++) {
            x[i] = (b[i] - dot(lower[i], x, i)) / lower[i][i];
        }
        return x;
    }

    /** Returns L⁻ᵀb, where this matrix is LLᵀ. */
    public double[] solveUpper(double[] b) {
        double[] x = b.clone();
        for (int i = b.length - 1; i >= 0; i--) {
            x[i] /= lower[i][i];
            double[] row = lower[i];
            for (int j = 0; j < i; j++) {
                x[j] -= row[j] * x[i];
            }
        }
        return x;
    }

    /** Returns x such that this matrix times x is b. */
    public double[] solve(double[] b) {
        return solveUpper(solveLower(b));
    }

    /** Returns the inverse. */
    public double[][] inverse() {
        int n = lower.length;
        double[][] columns = inverseLowerColumns();
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = i; k < n; k++) {
                    sum += columns[i][k] * columns[j][k];
                }
                inverse[i][j] = sum;
                inverse[j][i] = sum;
            }
        }
        return inverse;
    }

    private double[][] inverseLowerColumns() {
        int n = lower.length;
        double[][] columns = new double[n][n];
        for (int j = 0; j < n; j++) {
            double[] x = columns[j];
            x[j] = 1 / lower[j][j];
            for (int i = j + 1; i < n; i++) {
                double sum = 0;
                double[] row = lower[i];
                for (int k = j; k < i; k++) {
                    sum += row[k] * x[k];
                }
                x[i] = -sum / row[i];
            }
        }
        return columns;
    }

    /** Returns the logarithm of the determinant. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += Math.log(lower[i][i]);
        }
        return 2 * sum;
    }
}
