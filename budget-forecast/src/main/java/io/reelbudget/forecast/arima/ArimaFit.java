package io.reelbudget.forecast.arima;

import io.reelbudget.forecast.fitting.LevenbergMarquardt;
import io.reelbudget.forecast.fitting.LevenbergMarquardt.Minimum;
import io.reelbudget.forecast.series.Regressors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.math3.util.FastMath;

/**
 * Finds an order's coefficients: the conditional likelihood from three starts, then, if asked for, the exact one from
 * there. All points are stationary and invertible; the number of evaluations is bounded.
 */
final class ArimaFit {

    /** How long to search. */
    enum Effort {
        /** Until nothing more is to be gained, with a bound. */
        THOROUGH(50, 25),
        /** A few steps: the exact likelihood of a point near the optimum, to compare orders by. */
        BRIEF(24, 3);

        private final int first;
        private final int perTerm;

        Effort(int first, int perTerm) {
            this.first = first;
            this.perTerm = perTerm;
        }
    }

    private static final int MOST_EVALUATIONS = 200;

    /** How far free numbers may be when the exact likelihood begins: partial autocorrelations within ±0.995. */
    private static final double WIDEST_START = 3;

    private static final double WIDEST_PARTIAL = 0.98;

    private final ArimaOrder order;
    private final ArimaMethod method;
    private final double[] values;
    private final Regressors regressors;
    private final double[][] columns;
    private final Effort effort;

    private ArimaFit(ArimaOrder order, ArimaMethod method, double[] values, Regressors regressors, Effort effort) {
        this.order = order;
        this.method = method;
        this.values = values;
        this.regressors = regressors;
        this.columns = columns();
        this.effort = effort;
    }

    static FittedArima of(ArimaOrder order, ArimaMethod method, double[] values, Regressors regressors, Effort effort) {
        return new ArimaFit(order, method, values, regressors, effort).search();
    }

    static FittedArima at(
            ArimaOrder order, ArimaMethod method, ArmaFactors factors, double[] values, Regressors regressors) {
        return new ArimaFit(order, method, values, regressors, Effort.BRIEF).model(factors, method);
    }

    /** Returns the differenced series and, differenced with it, the constant and the regressors. */
    private double[][] columns() {
        int constants = order.constant() == ArimaOrder.Constant.ESTIMATED ? 1 : 0;
        LagPolynomial differencing = order.differencing();
        double[][] all = new double[1 + constants + regressors.count()][];
        all[0] = differencing.applied(values);
        if (constants == 1) {
            all[1] = new double[all[0].length];
            Arrays.fill(all[1], 1);
        }
        for (int c = 0; c < regressors.count(); c++) {
            all[1 + constants + c] = differencing.applied(regressors.first(c, values.length));
        }
        return all;
    }

    private FittedArima search() {
        int evaluations = Math.min(MOST_EVALUATIONS, (1 + order.terms()) * effort.perTerm);
        double[] found = conditional(evaluations);
        if (method == ArimaMethod.EXACT && order.terms() > 0) {
            Likelihood exact = new Likelihood(order, ArimaMethod.EXACT, columns);
            double[] start = Arrays.stream(found)
                    .map(number -> Math.max(-WIDEST_START, Math.min(WIDEST_START, number)))
                    .toArray();
            Minimum best = LevenbergMarquardt.minimise(exact::residuals, start, evaluations);
            found = Double.isFinite(best.squares())
                    ? best.point()
                    : LevenbergMarquardt.minimise(exact::residuals, new double[order.terms()], MOST_EVALUATIONS)
                            .point();
        }
        return model(ArmaFactors.fromFree(order, found), method);
    }

    private double[] conditional(int evaluations) {
        if (columns[0].length <= order.autoregressiveDegree() + order.terms() + columns.length) {
            return new double[order.terms()];
        }
        Likelihood conditional = new Likelihood(order, ArimaMethod.CONDITIONAL, columns);
        Minimum best = Stream.of(new double[order.terms()], likelyStart(), autoregressiveStart())
                .map(start -> LevenbergMarquardt.minimise(conditional::residuals, start, effort.first))
                .min(Comparator.comparingDouble(Minimum::squares))
                .orElseThrow();
        return method == ArimaMethod.EXACT
                ? best.point()
                : LevenbergMarquardt.minimise(conditional::residuals, best.point(), evaluations)
                        .point();
    }

    private double[] likelyStart() {
        double[] start = new double[order.terms()];
        int next = 0;
        if (order.p() > 0) {
            start[0] = 0.5;
        }
        next += order.p() + order.q();
        for (SeasonalOrder season : order.seasons()) {
            if (season.p() > 0) {
                start[next] = 0.2;
            }
            if (season.q() > 0) {
                start[next + season.p()] = season.d() > 0 ? 0.6 : -0.2;
            }
            next += season.p() + season.q();
        }
        return start;
    }

    /** Returns the autoregression that has the series' own partial autocorrelations, without moving average. */
    private double[] autoregressiveStart() {
        double[] start = new double[order.terms()];
        double[] partials = Autocovariance.samplePartials(columns[0], order.p());
        for (int i = 0; i < partials.length; i++) {
            start[i] = FastMath.atanh(Math.max(-WIDEST_PARTIAL, Math.min(WIDEST_PARTIAL, partials[i])));
        }
        return start;
    }

    private FittedArima model(ArmaFactors factors, ArimaMethod by) {
        Likelihood.At at = Objects.requireNonNull(
                new Likelihood(order, by, columns).at(factors), "the likelihood at the point that the search found");
        double[] effects = at.regression().coefficients();
        int constants = columns.length - 1 - regressors.count();
        double[] history =
                Arrays.copyOfRange(values, values.length - order.differencing().degree(), values.length);
        for (int c = 0; c < regressors.count(); c++) {
            for (int i = 0; i < history.length; i++) {
                history[i] -= effects[constants + c] * regressors.value(c, values.length - history.length + i);
            }
        }
        double constant = constants == 1 ? effects[0] : 0;
        return new FittedArima(
                new FittedArima.Parameters(
                        order,
                        factors.coefficients(),
                        constant,
                        Arrays.copyOfRange(effects, constants, effects.length),
                        ArimaQuality.of(at, order.terms() + effects.length)),
                at.state(),
                history);
    }
}
