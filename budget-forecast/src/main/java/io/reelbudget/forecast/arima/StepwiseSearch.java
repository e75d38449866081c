package io.reelbudget.forecast.arima;

import io.reelbudget.forecast.arima.ArimaFit.Effort;
import io.reelbudget.forecast.arima.ArimaOrder.Constant;
import io.reelbudget.forecast.fitting.LeastSquares;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Seeks the orders that suit a series best, a step at a time from what was best so far. */
final class StepwiseSearch {

    /** So many models are tried at most. */
    static final int MOST_MODELS = 94;

    /** More values hardly change the orders, and time must be bounded. */
    static final int MOST_VALUES = 1500;

    /**
     * From this length on the conditional likelihood's optimum is so near the exact one that few steps compare orders.
     */
    private static final int LONG = 300;

    private static final int MOST_TERMS = 5;
    private static final int MOST_SEASONAL_TERMS = 2;
    private static final double NEAREST_ROOT = 1.01;

    /** The steps in the order in which they are tried: changes of P, Q, p, q. */
    private static final int[][] STEPS = {
        {-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {-1, -1, 0, 0}, {-1, 1, 0, 0}, {1, -1, 0, 0},
        {1, 1, 0, 0}, {0, 0, -1, 0}, {0, 0, 0, -1}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, -1, -1}, {0, 0, -1, 1},
        {0, 0, 1, -1}, {0, 0, 1, 1}
    };

    private final TimeSeries whole;
    private final Regressors wholeRegressors;
    private final TimeSeries series;
    private final Regressors regressors;
    private final int period;
    private final int mostP;
    private final int mostSeasonalP;
    private final Set<ArimaOrder> seen = new HashSet<>();
    private double least = Double.POSITIVE_INFINITY;
    private Optional<FittedArima> best = Optional.empty();

    StepwiseSearch(TimeSeries whole, Regressors wholeRegressors) {
        this.whole = whole;
        this.wholeRegressors = wholeRegressors;
        this.series = whole.last(Math.min(MOST_VALUES, whole.length()));
        this.regressors = wholeRegressors.between(whole.length() - series.length(), whole.length());
        this.period = Arrays.stream(series.seasons()).findFirst().orElse(1);
        int seasonal = period > 1 ? Math.min(MOST_SEASONAL_TERMS, series.length() / 3 / period) : 0;
        this.mostSeasonalP = seasonal;
        int most = Math.min(MOST_TERMS, series.length() / 3);
        this.mostP = seasonal > 0 ? Math.min(most, period - 1) : most;
    }

    FittedArima best() {
        double[] values = withoutRegressors();
        int seasonalD = period > 1 ? StationarityTest.seasonalDifferences(values, period) : 0;
        double[] deseasoned = seasonalD > 0 ? LagPolynomial.difference(period).applied(values) : values;
        int d = StationarityTest.differences(deseasoned);
        Constant constant = d + seasonalD < 2 ? Constant.ESTIMATED : Constant.NONE;
        ArimaOrder least = order(new int[] {0, 0, 0, 0}, d, seasonalD, constant);
        if (StationarityTest.constant(least.differencing().applied(values))) {
            return Arima.of(least).fit(whole, wholeRegressors);
        }
        start(d, seasonalD, constant);
        while (seen.size() < MOST_MODELS && improve(d, seasonalD)) {
            // Each round begins with the first step again, from what is best by now.
        }
        if (best.isPresent() && whole.length() == series.length() && effort() == Effort.THOROUGH) {
            return best.get();
        }
        return Arima.of(best.map(FittedArima::order).orElse(least)).fit(whole, wholeRegressors);
    }

    private double[] withoutRegressors() {
        double[][] columns = new double[regressors.count() + 1][];
        columns[0] = new double[series.length()];
        Arrays.fill(columns[0], 1);
        for (int c = 0; c < regressors.count(); c++) {
            columns[c + 1] = regressors.first(c, series.length());
        }
        return regressors.count() == 0
                ? series.values()
                : LeastSquares.of(columns, series.values()).residuals();
    }

    private void start(int d, int seasonalD, Constant constant) {
        int seasonal = Math.min(1, mostSeasonalP);
        int two = Math.min(2, mostP);
        int one = Math.min(1, mostP);
        for (int[] terms : List.of(
                new int[] {seasonal, seasonal, two, two}, new int[4], new int[] {seasonal, 0, one, 0}, new int[] {
                    0, seasonal, 0, one
                })) {
            consider(order(terms, d, seasonalD, constant));
        }
        consider(order(new int[4], d, seasonalD, Constant.NONE));
    }

    private boolean improve(int d, int seasonalD) {
        if (best.isEmpty()) {
            return false;
        }
        ArimaOrder from = best.get().order();
        SeasonalOrder season = from.seasons().isEmpty()
                ? new SeasonalOrder(0, 0, 0, 2)
                : from.seasons().get(0);
        Constant constant = from.constant();
        Constant opposite = constant == Constant.NONE ? Constant.ESTIMATED : Constant.NONE;
        int[] now = {season.p(), season.q(), from.p(), from.q()};
        Stream<ArimaOrder> neighbours = Arrays.stream(STEPS)
                .map(step -> new int[] {now[0] + step[0], now[1] + step[1], now[2] + step[2], now[3] + step[3]})
                .filter(this::allowed)
                .map(terms -> order(terms, d, seasonalD, constant));
        Stream<ArimaOrder> other = d + seasonalD < 2 ? Stream.of(order(now, d, seasonalD, opposite)) : Stream.of();
        return Stream.concat(neighbours, other)
                .filter(order -> seen.size() < MOST_MODELS && !seen.contains(order))
                .anyMatch(this::consider);
    }

    private boolean allowed(int[] terms) {
        return terms[0] >= 0
                && terms[1] >= 0
                && terms[2] >= 0
                && terms[3] >= 0
                && Math.max(terms[0], terms[1]) <= mostSeasonalP
                && Math.max(terms[2], terms[3]) <= mostP;
    }

    private ArimaOrder order(int[] terms, int d, int seasonalD, Constant constant) {
        ArimaOrder order = ArimaOrder.of(terms[2], d, terms[3]);
        if (terms[0] + terms[1] + seasonalD > 0) {
            order = order.seasonal(terms[0], seasonalD, terms[1], period);
        }
        return constant == Constant.ESTIMATED ? order.withConstant() : order;
    }

    private Effort effort() {
        return series.length() > LONG ? Effort.BRIEF : Effort.THOROUGH;
    }

    /** Tries an order; tells whether it is better than all before. */
    private boolean consider(ArimaOrder order) {
        if (!seen.add(order)) {
            return false;
        }
        Optional<FittedArima> fitted = Arima.of(order).tryFit(series, regressors, effort());
        double criterion = fitted.filter(model -> model.rootsBeyond(NEAREST_ROOT))
                .map(model -> model.quality().aicc())
                .orElse(Double.POSITIVE_INFINITY);
        if (!(criterion < least)) {
            return false;
        }
        least = criterion;
        best = fitted;
        return true;
    }
}
