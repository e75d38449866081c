package io.reelbudget.bench.probe;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Linear regression whose slopes are drawn towards zero (Hoerl and Kennard, 1970), on features of mean zero and
 * variance one; the intercept is free. Few rows and features that say nearly the same want it.
 */
final class RidgeRegression {

    private final double[] means;
    private final double[] scales;
    private final RealVector slopes;
    private final double intercept;

    private RidgeRegression(double[] means, double[] scales, RealVector slopes, double intercept) {
        this.means = means;
        this.scales = scales;
        this.slopes = slopes;
        this.intercept = intercept;
    }

    /**
     * Fits.
     *
     * @param rows the features, at least one row, all of one length
     * @param values what they should give, one for each row
     * @param penalty how many rows' worth the slopes are held at zero, more than 0
     */
    static RidgeRegression fit(List<double[]> rows, double[] values, double penalty) {
        int width = rows.get(0).length;
        double[] means = new double[width];
        double[] scales = new double[width];
        RealMatrix x = new Array2DRowRealMatrix(rows.size(), width);
        for (int column = 0; column < width; column++) {
            int at = column;
            double[] cells = rows.stream().mapToDouble(row -> row[at]).toArray();
            means[column] = StatUtils.mean(cells);
            double deviation = Math.sqrt(StatUtils.populationVariance(cells));
            scales[column] = deviation > 1e-9 ? deviation : Double.POSITIVE_INFINITY;
            for (int row = 0; row < cells.length; row++) {
                x.setEntry(row, column, (cells[row] - means[column]) / scales[column]);
            }
        }
        double intercept = StatUtils.mean(values);
        RealVector y = new ArrayRealVector(values).mapSubtract(intercept);
        RealMatrix gram = x.transpose().multiply(x);
        for (int i = 0; i < width; i++) {
            gram.addToEntry(i, i, penalty);
        }
        RealVector slopes = new CholeskyDecomposition(gram).getSolver().solve(x.preMultiply(y));
        return new RidgeRegression(means, scales, slopes, intercept);
    }

    /** Returns what a row should give. */
    double predict(double[] row) {
        double sum = intercept;
        for (int i = 0; i < row.length; i++) {
            sum += slopes.getEntry(i) * (row[i] - means[i]) / scales[i];
        }
        return sum;
    }
}
