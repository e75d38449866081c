package io.reelbudget.forecast.combination;

import io.reelbudget.forecast.arima.Arima;
import io.reelbudget.forecast.arima.ArimaOrder;
import io.reelbudget.forecast.naive.Naive;
import io.reelbudget.forecast.regression.RegressionCombination;
import io.reelbudget.forecast.series.SeriesModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which models are tried for series of which seasons and lengths. */
final class Candidates {

    private static final int LEAST_DAYS = 5;

    /** The regressions come when they can be tested on so many days, ARIMA until then. */
    private static final int LEAST_TEST_DAYS = 3;

    private static final int LEAST_DAY = 4;
    private static final int LEAST_YEAR = 8;

    /** Values under which there is too little to learn even a step's dependence on the one before. */
    private static final int LEAST_VALUES = 20;

    private static final double REGRESSIONS = 3;
    private static final double ARIMA = 1;

    private Candidates() {}

    /**
     * Returns the naive forecasts, of which the better one must not be worse than what is chosen: the last value, and
     * the last of the shortest seasons where there is one. A week repeated is none of them: in tests on real series it
     * often won on one week and lost on the next.
     */
    static List<SeriesModel> naive(int[] seasons, int length) {
        List<SeriesModel> models = new ArrayList<>();
        models.add(Naive.lastValue());
        if (seasons.length > 0 && length >= seasons[0]) {
            models.add(Naive.repeating(seasons[0]));
        }
        return models;
    }

    /** Returns what is chosen unless a naive forecast did better; empty where there is too little to fit. */
    static Optional<SeriesModel> preferred(int[] seasons, int length) {
        return switch (seasons.length) {
            case 0 -> withoutSeason(length);
            case 1 -> oneSeason(seasons[0], length);
            default -> twoSeasons(seasons[0], seasons[seasons.length - 1], length);
        };
    }

    private static Optional<SeriesModel> twoSeasons(int day, int week, int length) {
        if (day < LEAST_DAY || week % day != 0) {
            return oneSeason(day, length);
        }
        if (length >= 2 * week + day + LEAST_TEST_DAYS * day) {
            return Optional.of(RegressionCombination.daysAndWeeks(day, week, Math.min(2 * day, week)));
        }
        return length >= LEAST_DAYS * day
                ? Optional.of(Arima.conditional(ArimaOrder.of(2, 0, 1).seasonal(1, 1, 1, day)))
                : Optional.empty();
    }

    private static Optional<SeriesModel> oneSeason(int season, int length) {
        if (season < LEAST_YEAR) {
            return withoutSeason(length);
        }
        RegressionCombination regressions = RegressionCombination.years(season, Math.max(1, season / 4));
        if (length < regressions.leastValues()) {
            return withoutSeason(length);
        }
        ArimaOrder order = ArimaOrder.of(1, 1, 1);
        boolean seasonal = length >= 3 * season + season / 4;
        return Optional.of(MeanCombination.of(
                new MeanCombination.Member(regressions, REGRESSIONS),
                new MeanCombination.Member(
                        Arima.conditional(seasonal ? order.seasonal(0, 1, 1, season) : order), ARIMA)));
    }

    private static Optional<SeriesModel> withoutSeason(int length) {
        return length >= LEAST_VALUES ? Optional.of(Arima.conditional(ArimaOrder.of(1, 1, 1))) : Optional.empty();
    }
}
