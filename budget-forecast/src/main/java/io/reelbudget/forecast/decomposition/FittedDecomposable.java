package io.reelbudget.forecast.decomposition;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.Regressors;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;

/**
 * A decomposable model with its coefficients, and its place in a series.
 *
 * <p>Intervals are normal with the exact variance of errors that die away, plus that of slopes that go on to change as
 * often and as much as they did: r 2λ² u³ / 3 after a time u, for r changes a time and a mean size of λ. Not
 * thread-safe.
 */
public final class FittedDecomposable implements FittedModel {

    private static final String MODEL = "decomposable";
    private static final int VERSION = 1;

    private final Components components;
    private final Parameters parameters;
    private long steps;
    private double lastRest;

    /** What does not change as values come; all in units of the scale. */
    static final class Parameters {

        private final double[] coefficients;
        private final double scale;
        private final double deviation;
        private final double echo;

        Parameters(double[] coefficients, double scale, double deviation, double echo) {
            this.coefficients = coefficients;
            this.scale = scale;
            this.deviation = deviation;
            this.echo = echo;
        }

        double[] coefficients() {
            return coefficients;
        }

        double scale() {
            return scale;
        }

        double deviation() {
            return deviation;
        }

        double echo() {
            return echo;
        }
    }

    FittedDecomposable(Components components, Parameters parameters, long steps, double lastRest) {
        this.components = components;
        this.parameters = parameters;
        this.steps = steps;
        this.lastRest = lastRest;
    }

    static double dot(double[] row, double[] coefficients) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * coefficients[i];
        }
        return sum;
    }

    @Override
    public String name() {
        return "trend, seasons and events";
    }

    /** Returns what each event adds while it is on, in units of the series. */
    public double[] eventEffects() {
        double[] effects = new double[components.events()];
        for (int i = 0; i < effects.length; i++) {
            effects[i] = parameters.scale() * parameters.coefficients()[components.size() - effects.length + i];
        }
        return effects;
    }

    double[] coefficients() {
        return parameters.coefficients().clone();
    }

    /** Returns the deviation of the errors, in units of the series. */
    public double deviation() {
        return parameters.scale() * parameters.deviation();
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        return forecast(horizon, Regressors.none(), levels);
    }

    /**
     * Returns what is expected of the next steps, where events are known of them.
     *
     * @param events each event of the fit, for each step
     */
    public Forecast forecast(int horizon, Regressors events, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        events.require(components.events(), horizon);
        double[] points = new double[horizon];
        double[] deviations = new double[horizon];
        double[] row = new double[components.size()];
        double echo = 1;
        for (int step = 0; step < horizon; step++) {
            components.row(steps + step, events, step, row);
            echo *= parameters.echo();
            double expected = dot(row, parameters.coefficients()) + echo * lastRest;
            points[step] = parameters.scale() * expected;
            double rest = parameters.deviation() * parameters.deviation() * (1 - echo * echo);
            deviations[step] = parameters.scale() * Math.sqrt(rest + trendVariance(steps + step));
        }
        return Forecast.normal(points, deviations, levels);
    }

    private double trendVariance(long step) {
        if (components.changes() == 0) {
            return 0;
        }
        double size = 0;
        for (int i = 0; i < components.changes(); i++) {
            size += Math.abs(parameters.coefficients()[2 + i]) / components.changes();
        }
        double ahead = Math.max(0, (double) (step - components.length() + 1) / components.length());
        return components.changes() * 2 * size * size * ahead * ahead * ahead / 3;
    }

    @Override
    public void observe(double value) {
        observe(value, new double[0]);
    }

    /**
     * Observes the next value, where events are known of it. Coefficients stay; fit anew now and then.
     *
     * @param events one number for each event of the fit
     */
    public void observe(double value, double[] events) {
        TimeSeries.requireFinite(value);
        if (events.length != components.events()) {
            throw new IllegalArgumentException("Value to observe came with " + events.length
                    + " events but must come with " + components.events() + "; give each event of the fit.");
        }
        double[][] columns = new double[events.length][1];
        for (int i = 0; i < events.length; i++) {
            columns[i][0] = events[i];
        }
        double[] row = new double[components.size()];
        components.row(steps, Regressors.of(columns), 0, row);
        lastRest = value / parameters.scale() - dot(row, parameters.coefficients());
        steps++;
    }

    @Override
    public ModelState state() {
        return ModelState.write(MODEL, VERSION)
                .add(components.length())
                .add(components.changes())
                .addAll(components.frequencies())
                .add(components.events())
                .addAll(parameters.coefficients())
                .add(parameters.scale())
                .add(parameters.deviation())
                .add(parameters.echo())
                .add((double) steps)
                .add(lastRest)
                .done();
    }

    static FittedDecomposable restore(ModelState saved) {
        StateReader in = saved.read(MODEL, VERSION);
        Components components = new Components(in.nextInt(), in.nextInt(), in.nextAll(), in.nextInt());
        Parameters parameters = new Parameters(in.nextAll(), in.next(), in.next(), in.next());
        FittedDecomposable restored = new FittedDecomposable(components, parameters, (long) in.next(), in.next());
        in.end();
        return restored;
    }
}
