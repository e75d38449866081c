package io.reelbudget.bench.exhaustion;

import io.reelbudget.bench.exhaustion.TrainingRows.Row;
import io.reelbudget.forecast.exhaustion.Knowledge;
import io.reelbudget.forecast.exhaustion.LearntCombination;
import io.reelbudget.forecast.exhaustion.LearntRegression;
import io.reelbudget.forecast.exhaustion.RegressionShape;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Fits the learnt combination: logistic regressions by penalised likelihood, the penalty being half a multiple of the
 * squares of the weights of standardised features (ridge), by Newton's method.
 */
final class CombinationFit {

    private static final double DAY_PENALTY = 100;
    private static final double HORIZON_PENALTY = 60;
    private static final int MOST_STEPS = 25;
    private static final double CONVERGED = 1e-7;

    private final RegressionShape shape;
    private final List<Row> rows;
    private final double[] means;
    private final double[] deviations;

    private CombinationFit(RegressionShape shape, List<Row> rows) {
        this.shape = shape;
        this.rows = rows;
        int n = shape.features().size();
        means = new double[n];
        deviations = new double[n];
        for (int i = 0; i < n; i++) {
            int place = shape.features().get(i).place();
            double mean = rows.stream().mapToDouble(row -> row.values()[place]).sum() / rows.size();
            double squares = rows.stream()
                            .mapToDouble(row -> (row.values()[place] - mean) * (row.values()[place] - mean))
                            .sum()
                    / rows.size();
            if (!(squares > 0)) {
                throw new IllegalStateException("Feature " + shape.features().get(i) + " was " + mean
                        + " in all rows but must vary; fit on more traces.");
            }
            means[i] = mean;
            deviations[i] = Math.sqrt(squares);
        }
    }

    /** Returns the combination that was fitted to rows. */
    static LearntCombination of(TrainingRows rows, Knowledge knowledge) {
        return LearntCombination.of(
                new CombinationFit(RegressionShape.day(knowledge), rows.day()).fit(DAY_PENALTY),
                new CombinationFit(RegressionShape.horizon(knowledge), rows.horizon()).fit(HORIZON_PENALTY));
    }

    private LearntRegression fit(double penalty) {
        int terms = shape.terms() + 1;
        double[] weights = new double[terms];
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] change = newtonStep(weights, penalty);
            for (int i = 0; i < terms; i++) {
                weights[i] += change[i];
            }
            if (Arrays.stream(change).map(Math::abs).max().orElse(0) < CONVERGED) {
                return regression(weights);
            }
        }
        throw new IllegalStateException("Fit had not converged after " + MOST_STEPS
                + " steps but must; look at the rows, a feature may separate them perfectly.");
    }

    private double[] newtonStep(double[] weights, double penalty) {
        int n = weights.length;
        LearntRegression now = regression(weights);
        double[][] curvature = new double[n][n];
        double[] slope = new double[n];
        double[] term = new double[n];
        term[0] = 1;
        for (Row row : rows) {
            System.arraycopy(now.terms(row.values(), row.days()), 0, term, 1, n - 1);
            double probability = probability(weights, term);
            double spread = probability * (1 - probability);
            double miss = (row.ranOut() ? 1 : 0) - probability;
            for (int i = 0; i < n; i++) {
                slope[i] += miss * term[i];
                double weighted = spread * term[i];
                double[] line = curvature[i];
                for (int j = 0; j <= i; j++) {
                    line[j] += weighted * term[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            if (i > 0) {
                curvature[i][i] += penalty;
                slope[i] -= penalty * weights[i];
            }
            for (int j = 0; j < i; j++) {
                curvature[j][i] = curvature[i][j];
            }
        }
        return new CholeskyDecomposition(new Array2DRowRealMatrix(curvature, false), 1e-9, 1e-12)
                .getSolver()
                .solve(new ArrayRealVector(slope, false))
                .toArray();
    }

    private static double probability(double[] weights, double[] term) {
        double logOdds = 0;
        for (int i = 0; i < weights.length; i++) {
            logOdds += weights[i] * term[i];
        }
        return 1 / (1 + Math.exp(-logOdds));
    }

    private LearntRegression regression(double[] weights) {
        return LearntRegression.of(
                shape, means, deviations, weights[0], Arrays.copyOfRange(weights, 1, weights.length));
    }
}
