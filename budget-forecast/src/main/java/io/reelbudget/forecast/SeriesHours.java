package io.reelbudget.forecast;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.SeriesModel;
import io.reelbudget.forecast.series.TimeSeries;

/**
 * Hours by any model of a series.
 *
 * <p>Such models tell the spread of each step, not that of a total. With c<sub>j</sub> by how much an error of one now
 * moves what is expected j steps later, a total of h steps has the variance σ² Σ<sub>j&lt;h</sub> (1 + c<sub>1</sub> +
 * … + c<sub>j</sub>)²; that is exact where a model is linear, as ARIMA and seasons that add are. The c are measured:
 * the model observes what it expected, and that plus one deviation, and is asked both times.
 */
final class SeriesHours implements HourModel {

    private final SeriesModel model;
    private final ModelState state;
    private final double variance;
    private final Impacts impacts;

    private SeriesHours(SeriesModel model, ModelState state, double variance, Impacts impacts) {
        this.model = model;
        this.state = state;
        this.variance = variance;
        this.impacts = impacts;
    }

    /**
     * Fits a model.
     *
     * @param values what was spent in each hour, long enough that the model has no objection
     * @param variance of the errors one hour ahead
     */
    static SeriesHours fit(SeriesModel model, double[] values, double variance) {
        return at(model, model.fit(TimeSeries.hourly(values)).state(), variance);
    }

    private static SeriesHours at(SeriesModel model, ModelState fitted, double variance) {
        return new SeriesHours(model, fitted, variance, new Impacts(() -> model.restore(fitted), Math.sqrt(variance)));
    }

    /** Returns this model, as if it was fitted here, with another variance of the errors one hour ahead. */
    SeriesHours withVariance(double other) {
        return at(model, state, other);
    }

    /** Returns the mean square of the errors one hour ahead, over hours that follow. */
    double meanSquare(double[] following) {
        FittedModel now = model.restore(state);
        double squares = 0;
        for (double value : following) {
            double error = value - now.forecast(1).point(1);
            squares += error * error;
            now.observe(value);
        }
        return squares / following.length;
    }

    @Override
    public PathForecast forecast(int hours) {
        double[] mean = model.restore(state).forecast(hours).points();
        return impacts.path(mean, variance);
    }

    @Override
    public SeriesHours observing(double... values) {
        FittedModel moved = model.restore(state);
        for (double value : values) {
            moved.observe(value);
        }
        return new SeriesHours(model, moved.state(), variance, impacts);
    }

    /** {@inheritDoc} What the back-test found missing has it. */
    @Override
    public double levelVariance() {
        return 0;
    }
}
