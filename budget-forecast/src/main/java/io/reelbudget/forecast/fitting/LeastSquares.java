package io.reelbudget.forecast.fitting;

/**
 * Linear least squares by Householder's reflections: the coefficients b that make |y - X b|² least.
 *
 * <p>A column that is a combination of those before it, or is zero, gets the coefficient 0 and does not count towards
 * the rank. Source: Golub and Van Loan, <i>Matrix Computations</i>, 4th edition, section 5.2. This class is immutable
 * and thread-safe as long as nobody writes to the arrays that it returns.
 */
public final class LeastSquares {

    /** A column that keeps less than this share of its length beside the ones before is taken for their combination. */
    private static final double DEPENDENT = 1e-10;

    private final double[] coefficients;
    private final double[] residuals;
    private final double[][] upper;
    private final int[] kept;

    private LeastSquares(double[] coefficients, double[] residuals, double[][] upper, int[] kept) {
        this.coefficients = coefficients;
        this.residuals = residuals;
        this.upper = upper;
        this.kept = kept;
    }

    /**
     * Returns the solution.
     *
     * @param columns the regressors, each as long as {@code y}; may be none. Not changed.
     * @param y what is to be explained; finite
     */
    public static LeastSquares of(double[][] columns, double[] y) {
        int n = y.length;
        double[][] a = new double[columns.length][];
        double[] right = y.clone();
        int[] kept = new int[Math.min(columns.length, n)];
        int rank = 0;
        double[][] reflections = new double[kept.length][];
        for (int j = 0; j < columns.length && rank < n; j++) {
            a[j] = columns[j].clone();
            double length = norm(a[j], 0);
            for (int i = 0; i < rank; i++) {
                reflect(reflections[i], i, a[j]);
            }
            double rest = norm(a[j], rank);
            if (!(rest > DEPENDENT * length)) {
                continue;
            }
            double[] reflection = a[j].clone();
            reflection[rank] += reflection[rank] > 0 ? rest : -rest;
            reflections[rank] = reflection;
            reflect(reflection, rank, a[j]);
            reflect(reflection, rank, right);
            kept[rank++] = j;
        }
        return solve(columns, y, a, right, java.util.Arrays.copyOf(kept, rank));
    }

    private static LeastSquares solve(double[][] columns, double[] y, double[][] a, double[] right, int[] kept) {
        double[] b = new double[columns.length];
        for (int i = kept.length - 1; i >= 0; i--) {
            double rest = right[i];
            for (int j = i + 1; j < kept.length; j++) {
                rest -= a[kept[j]][i] * b[kept[j]];
            }
            b[kept[i]] = rest / a[kept[i]][i];
        }
        double[] residuals = y.clone();
        for (int k : kept) {
            for (int t = 0; t < y.length; t++) {
                residuals[t] -= b[k] * columns[k][t];
            }
        }
        return new LeastSquares(b, residuals, a, kept);
    }

    private static double norm(double[] v, int from) {
        double sum = 0;
        for (int i = from; i < v.length; i++) {
            sum += v[i] * v[i];
        }
        return Math.sqrt(sum);
    }

    private static void reflect(double[] reflection, int from, double[] v) {
        double square = 0;
        double product = 0;
        for (int i = from; i < v.length; i++) {
            square += reflection[i] * reflection[i];
            product += reflection[i] * v[i];
        }
        double factor = 2 * product / square;
        for (int i = from; i < v.length; i++) {
            v[i] -= factor * reflection[i];
        }
    }

    /** Returns one coefficient a column. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /** Returns what the columns leave unexplained. */
    public double[] residuals() {
        return residuals.clone();
    }

    /** Returns the sum of the squared residuals. */
    public double squares() {
        double sum = 0;
        for (double residual : residuals) {
            sum += residual * residual;
        }
        return sum;
    }

    /** Returns how many columns are independent. */
    public int rank() {
        return kept.length;
    }

    /** Returns the natural logarithm of the determinant of X'X, over the independent columns. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < kept.length; i++) {
            sum += 2 * Math.log(Math.abs(upper[kept[i]][i]));
        }
        return sum;
    }
}
