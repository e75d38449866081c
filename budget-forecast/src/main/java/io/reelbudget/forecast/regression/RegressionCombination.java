package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * Several robust, discounted regressions on earlier values, combined; no numerical search, so always the same result.
 *
 * <p>They work on logarithms where all values are above zero, on the values themselves otherwise. {@link #daysAndWeeks}
 * takes the median of four: an autoregression whose forecasts are fed back, a regression for each horizon, the week's
 * profile, and what came after similar days. {@link #years} takes the mean of two autoregressions. Intervals come from
 * the errors that the same coefficients make from earlier places of the series; while the values observed since are
 * further off, a step before, than those of the fit, what they exceed them by is added to the variance.
 *
 * <p>Of a long series the latest part is looked at; older values would count less than a thousandth. Where nothing ever
 * varied, the forecast is that value, with certainty. This class is immutable and thread-safe.
 */
public final class RegressionCombination implements SeriesModel {

    private static final int STATE_VERSION = 2;

    /** What stands for a value of zero or less on the scale of logarithms: this share of the least value fitted. */
    private static final double SHARE_OF_LEAST = 0.5;

    /** What one-step errors are usual is measured over so many of the longest season. */
    private static final int SEASONS_MEASURED = 2;

    private final Layout layout;

    private RegressionCombination(Layout layout) {
        this.layout = layout;
    }

    /**
     * Returns the combination for series with two seasons, of which one is a multiple of the other.
     *
     * @param day how many steps the shorter season has, 4 or more; 24 for hours
     * @param week how many the longer one has; 168 for hours
     * @param horizon for how many steps there is a regression each, up to one week; later steps go on from those
     */
    public static RegressionCombination daysAndWeeks(int day, int week, int horizon) {
        if (day < 4 || week <= day || week % day != 0 || horizon < 1 || horizon > week) {
            throw new IllegalArgumentException("Seasons were " + day + " and " + week + " steps, horizon " + horizon
                    + ", but the first must have 4 or more and divide the second, and the horizon must be 1 to the second;"
                    + " use 24, 168 and 48 for hours.");
        }
        return new RegressionCombination(new TwoSeasonLayout(day, week, horizon));
    }

    /**
     * Returns the combination for series with one long season.
     *
     * @param season how many steps it has, 8 or more; 52 for weeks
     * @param horizon for how many steps errors are measured; later steps go on from those
     */
    public static RegressionCombination years(int season, int horizon) {
        if (season < 8 || horizon < 1 || horizon > season) {
            throw new IllegalArgumentException("Season was " + season + " steps, horizon " + horizon
                    + ", but must be 8 or more, and the horizon 1 to that; use 52 and 13 for weeks.");
        }
        return new RegressionCombination(new OneSeasonLayout(season, horizon));
    }

    /** Returns how many values a series must have. */
    public int leastValues() {
        return layout.leastValues();
    }

    @Override
    public String name() {
        return layout.name();
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        return series.length() >= layout.leastValues()
                ? Optional.empty()
                : Optional.of("Series had " + series.length() + " values but '" + name() + "' must have "
                        + layout.leastValues() + " or more; use a simpler model until there are as many.");
    }

    @Override
    public FittedModel fit(TimeSeries series) {
        require(series);
        double[] values =
                series.last(Math.min(series.length(), layout.mostValues())).values();
        double least = Arrays.stream(values).min().orElseThrow();
        Scale scale = least > 0 ? Scale.LOGARITHMS : Scale.VALUES;
        RecentValues recent =
                new RecentValues(scale, SHARE_OF_LEAST * least, layout.keptValues(), layout.season(), values);
        Arms arms = layout.fit(recent);
        double[] deviations = layout.spread().measure(arms, recent, layout.horizon());
        double widening = layout.widening(layout.spread().places(values.length));
        for (int step = 0; step < deviations.length; step++) {
            deviations[step] *= widening;
        }
        RecentErrors errors = RecentErrors.measure(arms, recent, SEASONS_MEASURED * layout.season(), layout.horizon());
        return new FittedRegressions(this, recent, arms, deviations, errors);
    }

    @Override
    public FittedModel restore(ModelState state) {
        StateReader in = state.read(name(), STATE_VERSION);
        RecentValues recent = RecentValues.read(in);
        Arms arms = layout.read(in);
        double[] deviations = in.nextAll();
        RecentErrors errors = RecentErrors.read(in);
        in.end();
        return new FittedRegressions(this, recent, arms, deviations, errors);
    }

    ModelState state(RecentValues recent, Arms arms, double[] deviations, RecentErrors errors) {
        StateWriter out = ModelState.write(name(), STATE_VERSION);
        recent.write(out);
        arms.write(out);
        out.addAll(deviations);
        errors.write(out);
        return out.done();
    }
}
