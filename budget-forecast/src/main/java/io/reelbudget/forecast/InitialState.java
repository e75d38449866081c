package io.reelbudget.forecast;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/** Where a {@link HoltWinters} model begins: first by rule of thumb, then the state with the least squared errors. */
final class InitialState {

    /** More seasons tell of the present rather than of the beginning. */
    private static final int SEASONS_LOOKED_AT = 4;

    /** Keeps the factorisation safe; small against the errors that it weighs, which are of the order of one. */
    private static final double RIDGE = 1e-9;

    private InitialState() {}

    /** Returns how many numbers make up a first state: a level, a slope if there is one, a season that sums to zero. */
    static int freeNumbers(int season, Trend trend) {
        return season + slopes(trend);
    }

    /**
     * Returns a state by rule of thumb: the straight line through the means of the first seasons (at most four), and
     * for each position of the season the mean of what lies above that line, made to sum to zero.
     */
    static SeasonalState byRuleOfThumb(double[] values, int season, Trend trend) {
        int seasons = Math.min(SEASONS_LOOKED_AT, values.length / season);
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < seasons; i++) {
            line.addData(i * season + (season + 1) / 2.0, mean(values, i * season, season));
        }
        double slope = trend == Trend.NONE ? 0 : line.getSlope();
        double level = mean(values, 0, seasons * season) - slope * (seasons * season + 1) / 2.0;
        double[] seasonal = new double[season];
        for (int i = 0; i < seasons * season; i++) {
            seasonal[i % season] += (values[i] - level - slope * (i + 1)) / seasons;
        }
        double excess = mean(seasonal, 0, season);
        for (int i = 0; i < season; i++) {
            seasonal[i] -= excess;
        }
        return SeasonalState.of(level + excess, slope, seasonal);
    }

    /**
     * Returns the state with the least squared errors at given parameters. Errors are linear in the first state, so
     * this is ordinary least squares; the season's last value follows from the others since they sum to zero.
     */
    static SeasonalState byLeastSquares(double[] values, SeasonalState otherwise, Smoothing smoothing, Trend trend) {
        int season = otherwise.season();
        int slopes = slopes(trend);
        int unknowns = freeNumbers(season, trend);
        double[][] response = new double[unknowns][];
        double[] nothing = new double[values.length];
        for (int i = 0; i < unknowns; i++) {
            double[] unit = new double[unknowns];
            unit[i] = 1;
            response[i] = state(unit, season, slopes).errors(nothing, smoothing);
        }
        double[] errors = SeasonalState.of(0, 0, new double[season]).errors(values, smoothing);
        try {
            return state(solve(response, errors), season, slopes);
        } catch (NonPositiveDefiniteMatrixException unidentified) {
            return otherwise;
        }
    }

    private static int slopes(Trend trend) {
        return trend == Trend.NONE ? 0 : 1;
    }

    private static SeasonalState state(double[] free, int season, int slopes) {
        double[] seasonal = new double[season];
        for (int i = 0; i < season - 1; i++) {
            seasonal[i] = free[1 + slopes + i];
            seasonal[season - 1] -= seasonal[i];
        }
        return SeasonalState.of(free[0], slopes == 1 ? free[1] : 0, seasonal);
    }

    private static double[] solve(double[][] response, double[] errors) {
        int unknowns = response.length;
        double[][] square = new double[unknowns][unknowns];
        double[] right = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            for (int j = 0; j <= i; j++) {
                square[i][j] = product(response[i], response[j]);
                square[j][i] = square[i][j];
            }
            square[i][i] += RIDGE;
            right[i] = -product(response[i], errors);
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(square, false))
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double mean(double[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum / count;
    }
}
