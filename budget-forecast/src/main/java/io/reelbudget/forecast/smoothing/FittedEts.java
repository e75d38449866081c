package io.reelbudget.forecast.smoothing;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;

/**
 * An exponential smoothing model with its weights, and its place in a series.
 *
 * <p>Intervals are analytic and normal where the parts add up (errors may multiply); where a season multiplies they are
 * the quantiles of {@value EtsPaths#PATHS} simulated paths, always the same ones.
 *
 * <p>A form for positive values, one with errors or a season that multiply, keeps to them whatever it observes: a value
 * counts as a thousandth of what was expected at least, also a zero or a negative correction; the level stays above a
 * millionth of the least value that was fitted, points and quantiles above a hundredth of that, however steeply the
 * slope falls. A value three times off what was expected, either way, moves the level but not the season. Not
 * thread-safe.
 */
public final class FittedEts implements FittedModel {

    static final String MODEL = "ets";
    private static final int VERSION = 2;

    private final EtsForm form;
    private final EtsWeights weights;
    private final EtsQuality quality;
    private final EtsPlace first;
    private final EtsPlace place;

    FittedEts(EtsForm form, EtsWeights weights, EtsQuality quality, EtsPlace first, EtsPlace place) {
        this.form = form;
        this.weights = weights;
        this.quality = quality;
        this.first = first;
        this.place = place;
    }

    @Override
    public String name() {
        return form.toString();
    }

    /** Returns which model it is. */
    public EtsForm form() {
        return form;
    }

    /** Returns how strongly each part follows an error. */
    public EtsWeights weights() {
        return weights;
    }

    /** Returns how well the model suits the series that it was fitted to. */
    public EtsQuality quality() {
        return quality;
    }

    /** Returns where the model began, before the first value. */
    EtsPlace first() {
        return first;
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        double[] points = points(horizon);
        if (levels.length == 0 || form.season() != EtsForm.Season.MULTIPLICATIVE) {
            double[] deviations =
                    levels.length == 0 ? points : EtsSpread.of(form, weights, quality.variance(), points, period());
            return Forecast.normal(points, deviations, levels).within(place.floor(), Double.POSITIVE_INFINITY);
        }
        return Forecast.of(points, levels, EtsPaths.quantiles(form, place, quality.variance(), horizon, levels));
    }

    private int period() {
        return Math.max(1, place.season().length);
    }

    private double[] points(int horizon) {
        double[] points = new double[horizon];
        double[] season = place.season();
        double slopes = 0;
        double remains = 1;
        for (int step = 0; step < horizon; step++) {
            remains *= weights.phi();
            slopes += remains;
            double trend = place.level() + slopes * place.slope();
            double expected =
                    switch (form.season()) {
                        case NONE -> trend;
                        case ADDITIVE -> trend + season[step % season.length];
                        case MULTIPLICATIVE -> trend * season[step % season.length];
                    };
            points[step] = Math.max(expected, place.floor());
        }
        return points;
    }

    @Override
    public void observe(double value) {
        place.observe(TimeSeries.requireFinite(value));
    }

    @Override
    public ModelState state() {
        return ModelState.write(MODEL, VERSION)
                .add(EtsForm.ERRORS.indexOf(form.error()))
                .add(EtsForm.TRENDS.indexOf(form.trend()))
                .add(EtsForm.SEASONS.indexOf(form.season()))
                .add(weights.alpha())
                .add(weights.beta())
                .add(weights.gamma())
                .add(weights.phi())
                .add(quality.logLikelihood())
                .add(quality.squares())
                .add(quality.values())
                .add(quality.numbers())
                .add(place.floor())
                .add(first.level())
                .add(first.slope())
                .addAll(first.season())
                .add(place.level())
                .add(place.slope())
                .addAll(place.season())
                .done();
    }

    static FittedEts restore(ModelState saved) {
        StateReader in = saved.read(MODEL, VERSION);
        EtsForm form = new EtsForm(
                EtsForm.ERRORS.get(in.nextInt()), EtsForm.TRENDS.get(in.nextInt()), EtsForm.SEASONS.get(in.nextInt()));
        EtsWeights weights = new EtsWeights(in.next(), in.next(), in.next(), in.next());
        EtsQuality quality = new EtsQuality(in.next(), in.next(), in.nextInt(), in.nextInt());
        double floor = in.next();
        EtsPlace first = new EtsPlace(form, weights, floor, in.next(), in.next(), in.nextAll());
        EtsPlace place = new EtsPlace(form, weights, floor, in.next(), in.next(), in.nextAll());
        in.end();
        return new FittedEts(form, weights, quality, first, place);
    }
}
