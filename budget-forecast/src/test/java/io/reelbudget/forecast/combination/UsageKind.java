package io.reelbudget.forecast.combination;

import java.util.Random;

/** Kinds of accounts, with hourly usage drawn from a seed. */
enum UsageKind {
    /** Days and weekends, a level that drifts, little noise. */
    STEADY {
        @Override
        double next(int hour, double level, Random random) {
            double weekend = hour % 168 >= 120 ? -0.5 : 0;
            return Math.exp(
                    4 + level + 0.7 * Math.sin(2 * Math.PI * hour / 24) + weekend + 0.1 * random.nextGaussian());
        }
    },
    /** No season at all: where it is, it stays, give or take. */
    WANDERING {
        @Override
        double next(int hour, double level, Random random) {
            return 100 + 500 * level + random.nextGaussian();
        }
    },
    /** Nothing most of the time, then much. */
    BURSTY {
        @Override
        double next(int hour, double level, Random random) {
            return random.nextInt(20) == 0 ? 50 * Math.exp(random.nextGaussian()) : 0;
        }
    },
    /** Exactly the same every day, but for every hundredth hour. */
    REPEATING {
        @Override
        double next(int hour, double level, Random random) {
            return 10 + hour % 24 + (random.nextInt(100) == 0 ? 5 : 0);
        }
    },
    /** At work in office hours only, twice as much after the first half. */
    SHIFTED {
        @Override
        double next(int hour, double level, Random random) {
            boolean open = hour % 24 >= 8 && hour % 24 < 18 && hour % 168 < 120;
            return (open ? 100 : 0) * (hour > 400 ? 2 : 1) * Math.exp(0.3 * random.nextGaussian());
        }
    };

    abstract double next(int hour, double level, Random random);

    double[] hours(int count, long seed) {
        Random random = new Random(seed);
        double level = 0;
        double[] values = new double[count];
        for (int hour = 0; hour < count; hour++) {
            level += 0.01 * random.nextGaussian();
            values[hour] = next(hour, level, random);
        }
        return values;
    }
}
