package io.reelbudget.forecast.regression;

import io.reelbudget.forecast.series.StateReader;
import io.reelbudget.forecast.series.StateWriter;
import java.util.Arrays;

/** The usual course of a week about its mean, and an autoregression of what differs from it. Immutable. */
final class SeasonProfile {

    private static final double AGE = 0.998;
    private static final int ROUNDS = 3;

    private final double[] profile;
    private final int phase;
    private final int[] lags;
    private final LinearRule rule;

    /**
     * @param profile the usual difference from the week's mean, for each place in the week
     * @param phase the place in the week of the value at index 0
     */
    SeasonProfile(double[] profile, int phase, int[] lags, LinearRule rule) {
        this.profile = profile;
        this.phase = phase;
        this.lags = lags;
        this.rule = rule;
    }

    /** Returns the profile of the whole weeks that end with the first so many of some values; two weeks at least. */
    static SeasonProfile fit(int day, int week, double[] values, int end) {
        int weeks = end / week;
        int start = end - weeks * week;
        double[] profile = profile(values, start, weeks, week);
        int[] lags = {1, 2, 3, day - 1, day, day + 1, day + 2};
        double[] rest = new double[weeks * week];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[start + i] - profile[i % week];
        }
        Centred centred = Centred.of(rest, rest.length);
        int reach = lags[lags.length - 1];
        int rows = rest.length - reach;
        Column[] columns = Arrays.stream(lags)
                .mapToObj(lag -> new Column(centred.values(), reach - lag))
                .toArray(Column[]::new);
        LinearRule rule = new RobustRegression()
                .fit(columns, new Column(centred.values(), reach), RobustRegression.discount(AGE, rows), rows, ROUNDS);
        return new SeasonProfile(profile, Math.floorMod(-start, week), lags, centred.uncentred(rule));
    }

    /** Returns the same autoregression about the profile that was known after the first so many of some values. */
    SeasonProfile asOf(double[] values, int end) {
        int week = profile.length;
        int weeks = end / week;
        int start = end - weeks * week;
        return new SeasonProfile(profile(values, start, weeks, week), Math.floorMod(-start, week), lags, rule);
    }

    private static double[] profile(double[] values, int start, int weeks, int week) {
        double[] means = new double[weeks];
        for (int w = 0; w < weeks; w++) {
            for (int i = 0; i < week; i++) {
                means[w] += values[start + w * week + i] / week;
            }
        }
        double[] profile = new double[week];
        double[] same = new double[weeks];
        for (int i = 0; i < week; i++) {
            for (int w = 0; w < weeks; w++) {
                same[w] = values[start + w * week + i] - means[w];
            }
            profile[i] = median(same);
        }
        return profile;
    }

    /** Returns the median of some numbers, which are sorted. */
    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        int half = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[half] : (numbers[half - 1] + numbers[half]) / 2;
    }

    /** Returns what is expected after the first so many of some values. */
    double[] forecast(double[] values, int end, int horizon) {
        int reach = lags[lags.length - 1];
        double[] rest = new double[reach + horizon];
        for (int i = 0; i < reach; i++) {
            rest[i] = values[end - reach + i] - usual(end - reach + i);
        }
        double[] path = new double[horizon];
        for (int step = 0; step < horizon; step++) {
            double sum = rule.intercept();
            for (int i = 0; i < lags.length; i++) {
                sum += rule.coefficients()[i] * rest[reach + step - lags[i]];
            }
            rest[reach + step] = sum;
            path[step] = sum + usual(end + step);
        }
        return path;
    }

    static SeasonProfile read(StateReader in) {
        int phase = in.nextInt();
        double[] profile = in.nextAll();
        int[] lags = Arrays.stream(in.nextAll()).mapToInt(lag -> (int) lag).toArray();
        return new SeasonProfile(profile, phase, lags, LinearRule.read(in));
    }

    void write(StateWriter out) {
        out.add(phase).addAll(profile);
        out.addAll(Arrays.stream(lags).asDoubleStream().toArray());
        rule.write(out);
    }

    private double usual(int place) {
        return profile[(place + phase) % profile.length];
    }
}
