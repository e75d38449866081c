package io.reelbudget.bench.backtest;

import io.reelbudget.account.AccountPath;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobEventCsv;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A host's books of jobs that came at random times and all ran, at 1 USD for a processor hour. */
final class MadeUpMonths {

    static final Instant START = Instant.parse("2026-08-01T00:00:00Z");

    /** Of one job, in USD: ten minutes of processor time in the mean. */
    static final double USUAL_PRICE = 1.0 / 6;

    private static final long SEED = 1;

    private MadeUpMonths() {}

    static AccountPath account(int number) {
        return AccountPath.of("customer-" + number);
    }

    static List<JobEvent> of(int jobs, int accounts, int days) {
        RandomGenerator random = new SplittableRandom(SEED);
        long millis = Duration.ofDays(days).toMillis();
        List<String> lines = new ArrayList<>(2 * jobs);
        for (int job = 0; job < jobs; job++) {
            Instant asked = START.plusMillis(random.nextLong(millis));
            String id = account(random.nextInt(accounts)) + ",job-" + job;
            long expected = random.nextLong(100, 1_100);
            long took = Math.round(expected * (0.7 + 0.6 * random.nextDouble()));
            long price = ceil((double) expected);
            lines.add(asked + ",asked," + id + ",mov;H264;1920;1080;30;300;8000000;0;UNKNOWN;UNKNOWN,,"
                    + "H264;libx264;medium;1920;1080;30;bps=5000000;mp4;1;,NORMAL,ADMITTED,FITS,,books,"
                    + expected * 0.7 + "," + expected + "," + expected * 1.4 + "," + expected * 1.03 + ",card-1,"
                    + price
                    + "," + ceil(expected * 1.4) + ",,,");
            lines.add(asked.plusSeconds(took / 4 + 1) + ",finished," + id + ",,,,,,,,,,,,,,,," + took + ","
                    + ceil((double) took) + ",");
        }
        lines.sort(String::compareTo);
        return JobEventCsv.parseAll(lines);
    }

    /** Millionths of a dollar for so many seconds, rounded up as a card rounds; a hair is the arithmetic's. */
    private static long ceil(double seconds) {
        return (long) Math.ceil(seconds * 1_000_000 / 3_600 - 1e-6);
    }
}
