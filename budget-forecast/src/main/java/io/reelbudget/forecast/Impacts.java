package io.reelbudget.forecast;

import io.reelbudget.forecast.series.FittedModel;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * By how much an error moves what a model expects later, measured at the model's place when it was fitted: what a model
 * answers must not depend on when it was first asked. Thread-safe.
 */
final class Impacts {

    private final Supplier<? extends FittedModel> fitted;
    private final double shock;
    private double[] squares = new double[0];
    private double[] totalSquares = new double[0];
    private double[] carried = new double[0];

    /**
     * @param fitted makes the model as it was fitted, a new one each time
     * @param shock the error by which impacts are measured, zero or more; with zero they are zero
     */
    Impacts(Supplier<? extends FittedModel> fitted, double shock) {
        this.fitted = fitted;
        this.shock = shock;
    }

    /** Returns a path whose errors have a variance and these impacts. */
    PathForecast path(double[] mean, double variance) {
        double[] totals = new double[mean.length];
        double[] each = new double[mean.length];
        double[] total = new double[mean.length];
        synchronized (this) {
            if (squares.length < mean.length) {
                measure(mean.length);
            }
            double sum = 0;
            for (int step = 0; step < mean.length; step++) {
                sum += mean[step];
                totals[step] = sum;
                each[step] = variance * squares[step];
                total[step] = variance * totalSquares[step];
            }
            return new PathForecast(mean, each, totals, total, Arrays.copyOf(carried, mean.length));
        }
    }

    private void measure(int steps) {
        double[] calm = after(fitted.get(), 0, steps);
        double[] moved = after(fitted.get(), shock, steps);
        squares = new double[steps];
        totalSquares = new double[steps];
        carried = new double[steps];
        double sum = 0;
        double totalSum = 0;
        double impactTotal = 0;
        for (int step = 0; step < steps; step++) {
            double impact = step == 0 ? 1 : shock > 0 ? (moved[step - 1] - calm[step - 1]) / shock : 0;
            impactTotal += impact;
            sum += impact * impact;
            totalSum += impactTotal * impactTotal;
            squares[step] = sum;
            totalSquares[step] = totalSum;
            carried[step] = impactTotal - 1;
        }
    }

    private static double[] after(FittedModel model, double error, int steps) {
        model.observe(model.forecast(1).point(1) + error);
        return model.forecast(steps).points();
    }
}
