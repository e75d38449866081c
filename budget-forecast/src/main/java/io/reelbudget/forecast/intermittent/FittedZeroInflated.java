package io.reelbudget.forecast.intermittent;

import io.reelbudget.forecast.series.FittedModel;
import io.reelbudget.forecast.series.Forecast;
import io.reelbudget.forecast.series.ModelState;
import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.TimeSeries;

/** Zero-inflated usage: what each place of the season was like, and where the series stands. Not thread-safe. */
public final class FittedZeroInflated implements FittedModel {

    /** So many seasons the average of all places counts beside a place's own. */
    static final double PRIOR = 3;

    /** What an observation counts after one more season, for a place that is seen once a season. */
    private static final double KEPT = 0.95;

    private static final String MODEL = "zero-inflated";
    private static final int VERSION = 1;

    private final double[] seen;
    private final double[] used;
    private final double[] amount;
    private double allSeen;
    private double allUsed;
    private double allAmount;
    private double ratioSquares;
    private int next;

    private FittedZeroInflated(double[] seen, double[] used, double[] amount) {
        this.seen = seen;
        this.used = used;
        this.amount = amount;
    }

    static FittedZeroInflated unused(int period) {
        return new FittedZeroInflated(new double[period], new double[period], new double[period]);
    }

    @Override
    public String name() {
        return "zero-inflated usage";
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        Forecast.requireHorizon(horizon);
        Forecast.requireLevels(levels);
        double[] points = new double[horizon];
        double[][] quantiles = new double[levels.length][horizon];
        int distinct = Math.min(horizon, seen.length);
        for (int step = 0; step < distinct; step++) {
            SpikedGamma usage = at((next + step) % seen.length);
            points[step] = usage.expected();
            for (int i = 0; i < levels.length; i++) {
                quantiles[i][step] = usage.quantile(levels[i]);
            }
        }
        for (int step = distinct; step < horizon; step++) {
            points[step] = points[step - distinct];
            for (double[] row : quantiles) {
                row[step] = row[step - distinct];
            }
        }
        return Forecast.of(points, levels, quantiles);
    }

    private SpikedGamma at(int place) {
        if (!(allUsed > 0)) {
            return new SpikedGamma(0, 0, 0);
        }
        double chance = (used[place] + PRIOR * allUsed / allSeen) / (seen[place] + PRIOR);
        double mean = mean(place);
        // One amount says nothing of how amounts vary: an exponential's is assumed until there are more.
        double variation = (ratioSquares + 2) / (allUsed + 1) - 1;
        return new SpikedGamma(Math.min(1, chance), mean, mean * mean * Math.max(0, variation));
    }

    private double mean(int place) {
        return (amount[place] + PRIOR * allAmount / allUsed) / (used[place] + PRIOR);
    }

    @Override
    public void observe(double value) {
        TimeSeries.requireAmount(value);
        double ratio = value > 0 && allUsed > 0 ? value / mean(next) : value > 0 ? 1 : 0;
        double kept = Math.pow(KEPT, 1.0 / seen.length);
        allSeen = kept * allSeen + 1;
        allUsed = kept * allUsed + (value > 0 ? 1 : 0);
        allAmount = kept * allAmount + value;
        ratioSquares = kept * ratioSquares + ratio * ratio;
        seen[next] = KEPT * seen[next] + 1;
        used[next] = KEPT * used[next] + (value > 0 ? 1 : 0);
        amount[next] = KEPT * amount[next] + value;
        next = next + 1 == seen.length ? 0 : next + 1;
    }

    @Override
    public ModelState state() {
        return ModelState.write(MODEL, VERSION)
                .addAll(seen)
                .addAll(used)
                .addAll(amount)
                .add(allSeen)
                .add(allUsed)
                .add(allAmount)
                .add(ratioSquares)
                .add(next)
                .done();
    }

    static FittedZeroInflated restore(ModelState saved) {
        StateReader in = saved.read(MODEL, VERSION);
        FittedZeroInflated restored = new FittedZeroInflated(in.nextAll(), in.nextAll(), in.nextAll());
        restored.allSeen = in.next();
        restored.allUsed = in.next();
        restored.allAmount = in.next();
        restored.ratioSquares = in.next();
        restored.next = in.nextInt();
        in.end();
        return restored;
    }
}
