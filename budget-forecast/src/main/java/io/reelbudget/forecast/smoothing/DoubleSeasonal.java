package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;
import java.util.Arrays;
import java.util.Optional;

/**
 * Taylor's exponential smoothing with two seasons, such as the day and the week, and errors that echo.
 *
 * <p>With l the level, b the slope, d and w the two seasons: expected is (l + b) d w, or l + b + d + w where seasons
 * add, plus φ times the error that the last value had without this term. l ← α y/(d w) + (1-α)(l + b); b ← β (l(new) -
 * l) + (1-β) b; d ← γ y/(l w) + (1-γ) d; w ← ω y/(l d) + (1-ω) w, with differences for quotients where seasons add. The
 * weights make the squared errors least, the first long season left out because the first state comes from it. Source:
 * Taylor, <i>Journal of the Operational Research Society</i> 54 (2003). The first and the last season of a series are
 * used. Where the slope is damped, what is left of it at each step, 0.8 to 0.999, stands for b, as in Gardner and
 * McKenzie, <i>Management Science</i> 31 (1985). This class is immutable and thread-safe.
 */
public final class DoubleSeasonal implements SeriesModel {

    private final EtsForm.Trend trend;
    private final EtsForm.Season season;

    private DoubleSeasonal(EtsForm.Trend trend, EtsForm.Season season) {
        this.trend = trend;
        this.season = season;
    }

    /** Returns the model whose seasons add, without a slope: the one for usage. */
    public static DoubleSeasonal additive() {
        return new DoubleSeasonal(EtsForm.Trend.NONE, EtsForm.Season.ADDITIVE);
    }

    /**
     * Returns the model whose seasons add, with a slope that dies away: for usage that grows or shrinks for a while.
     */
    public static DoubleSeasonal damped() {
        return new DoubleSeasonal(EtsForm.Trend.DAMPED, EtsForm.Season.ADDITIVE);
    }

    /** Returns the model whose seasons multiply, with a slope: Taylor's own; for positive values only. */
    public static DoubleSeasonal multiplicative() {
        return new DoubleSeasonal(EtsForm.Trend.ADDITIVE, EtsForm.Season.MULTIPLICATIVE);
    }

    @Override
    public String name() {
        return name(season, trend);
    }

    static String name(EtsForm.Season season, EtsForm.Trend trend) {
        return "Holt-Winters, two seasons" + (season == EtsForm.Season.ADDITIVE ? "" : " that multiply")
                + (trend == EtsForm.Trend.DAMPED ? ", damped trend" : "");
    }

    @Override
    public Optional<String> objectionTo(TimeSeries series) {
        int[] seasons = series.seasons();
        if (seasons.length < 2 || series.length() < 3 * seasons[seasons.length - 1]) {
            return Optional.of(
                    "Series had " + series.length() + " values and " + seasons.length
                            + " seasons but this model must have two seasons and three times the longer one; give more history.");
        }
        if (season == EtsForm.Season.MULTIPLICATIVE && !isPositive(series)) {
            return Optional.of("Series had values of zero or less but seasons that multiply must have positive ones"
                    + " only; choose the model whose seasons add.");
        }
        return Optional.empty();
    }

    private static boolean isPositive(TimeSeries series) {
        return Arrays.stream(series.values()).allMatch(value -> value > 0);
    }

    @Override
    public FittedDoubleSeasonal fit(TimeSeries series) {
        require(series);
        int[] seasons = series.seasons();
        double[] recent =
                series.last(Math.min(Ets.MOST_VALUES, series.length())).values();
        return new DoubleSeasonalFit(season, trend, recent, seasons[0], seasons[seasons.length - 1]).search();
    }

    @Override
    public FittedDoubleSeasonal restore(ModelState state) {
        FittedDoubleSeasonal restored = FittedDoubleSeasonal.restore(state);
        if (restored.season() != season || restored.isDamped() != (trend == EtsForm.Trend.DAMPED)) {
            throw new IllegalArgumentException("State was of '" + restored.name() + "' but must be of '" + name()
                    + "'; restore it by its own model, or fit this one anew.");
        }
        return restored;
    }

    @Override
    public String toString() {
        return name();
    }
}
