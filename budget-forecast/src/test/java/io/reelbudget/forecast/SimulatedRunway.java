package io.reelbudget.forecast;

import io.reelbudget.runway.CommittedSpend;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The oracle for the exhaustion forecast: spends along many random paths and looks when each runs out. It shares no
 * code with the forecaster but the parameters of the process.
 */
final class SimulatedRunway {

    private final double[] exhaustedAtHours;

    private SimulatedRunway(double[] exhaustedAtHours) {
        this.exhaustedAtHours = exhaustedAtHours;
    }

    /** One path of spending: its total from now to the end of each step of 1/4 hour. */
    interface Path {
        double[] totals(Random random);
    }

    static final int STEPS_PER_HOUR = 4;

    static SimulatedRunway of(int paths, long seed, double remaining, Path path) {
        Random random = new Random(seed);
        double[] exhausted = new double[paths];
        for (int i = 0; i < paths; i++) {
            double[] totals = path.totals(random);
            exhausted[i] = Double.POSITIVE_INFINITY;
            double before = 0;
            for (int step = 0; step < totals.length; step++) {
                if (totals[step] >= remaining) {
                    double part = (remaining - before) / (totals[step] - before);
                    exhausted[i] = (step + Math.max(0, part)) / STEPS_PER_HOUR;
                    break;
                }
                before = Math.max(before, totals[step]);
            }
        }
        Arrays.sort(exhausted);
        return new SimulatedRunway(exhausted);
    }

    double probability() {
        return (double) Arrays.stream(exhaustedAtHours).filter(Double::isFinite).count() / exhaustedAtHours.length;
    }

    /** Returns the hour by which a share of the exhausted paths had run out. */
    double hour(double share) {
        double[] finite =
                Arrays.stream(exhaustedAtHours).filter(Double::isFinite).toArray();
        return finite[(int) (share * finite.length)];
    }

    /** Returns paths of jobs that arrive at random and cost an exponentially distributed amount each. */
    static Path jobs(int hours, double perHour, double meanCost) {
        return random -> {
            double[] totals = new double[hours * STEPS_PER_HOUR];
            double next = exponential(random) / perHour;
            double total = 0;
            for (int step = 0; step < totals.length; step++) {
                while (next < (step + 1.0) / STEPS_PER_HOUR) {
                    total += exponential(random) * meanCost;
                    next += exponential(random) / perHour;
                }
                totals[step] = total;
            }
            return totals;
        };
    }

    /** Returns paths of an additive seasonal process with normal errors, spread evenly over each hour. */
    static Path smoothed(int hours, HoltWinters model, double[] seasonal, double level) {
        return random -> {
            double[] season = seasonal.clone();
            double now = level;
            double[] totals = new double[hours * STEPS_PER_HOUR];
            double total = 0;
            for (int hour = 0; hour < hours; hour++) {
                double error = Math.sqrt(model.variance()) * random.nextGaussian();
                double spent = now + season[hour % season.length] + error;
                now += model.smoothing().alpha() * error;
                season[hour % season.length] += model.smoothing().gamma() * error;
                for (int quarter = 0; quarter < STEPS_PER_HOUR; quarter++) {
                    total += spent / STEPS_PER_HOUR;
                    totals[hour * STEPS_PER_HOUR + quarter] = total;
                }
            }
            return totals;
        };
    }

    /** Returns paths that spend at least what is known, whose amounts are lognormal and independent of all else. */
    static Path atLeast(Path otherwise, Instant now, List<CommittedSpend> known, int hours) {
        double[][] shares = known.stream()
                .map(item -> shares(item, now, hours * STEPS_PER_HOUR))
                .toArray(double[][]::new);
        return random -> {
            double[] totals = otherwise.totals(random);
            double[] sums = new double[totals.length];
            for (int i = 0; i < shares.length; i++) {
                double p50 = known.get(i).micros().p50();
                double sigma = Math.log(known.get(i).micros().p90() / p50) / 1.2815515655446004;
                double amount = p50 * Math.exp(sigma * random.nextGaussian());
                for (int step = 0; step < sums.length; step++) {
                    sums[step] += amount * shares[i][step];
                }
            }
            for (int step = 0; step < totals.length; step++) {
                totals[step] = Math.max(totals[step], sums[step]);
            }
            return totals;
        };
    }

    private static double[] shares(CommittedSpend item, Instant now, int steps) {
        double from = Duration.between(now, item.from()).toMinutes() / 60.0;
        double until = Duration.between(now, item.until()).toMinutes() / 60.0;
        return IntStream.rangeClosed(1, steps)
                .mapToDouble(step -> ((double) step / STEPS_PER_HOUR - from) / (until - from))
                .map(share -> Math.max(0, Math.min(1, share)))
                .toArray();
    }

    private static double exponential(Random random) {
        return -Math.log(1 - random.nextDouble());
    }
}
