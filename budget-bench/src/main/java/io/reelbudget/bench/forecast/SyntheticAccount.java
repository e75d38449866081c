package io.reelbudget.bench.forecast;

import java.util.Random;

/** Hourly usage of an account that does not exist: a level that drifts, days, weeks and noise, all multiplied. */
final class SyntheticAccount {

    private static final double DRIFT = 0.02;
    private static final double NOISE = 0.15;
    private static final double DAILY_SWING = 0.8;
    private static final double WEEKEND = 0.6;
    private static final int DAY = 24;
    private static final int WEEK = 168;

    private final Random random;
    private double level = 5;
    private int hour;

    SyntheticAccount(long seed) {
        this.random = new Random(seed);
    }

    double next() {
        level += DRIFT * random.nextGaussian();
        double day = DAILY_SWING * Math.sin(2 * Math.PI * hour / DAY);
        double week = hour % WEEK >= 5 * DAY ? WEEKEND : 1;
        hour++;
        return week * Math.exp(level + day + NOISE * random.nextGaussian());
    }

    double[] next(int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = next();
        }
        return values;
    }
}
