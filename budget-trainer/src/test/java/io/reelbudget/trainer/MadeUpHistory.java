package io.reelbudget.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A history by a law that tests know: cost per megapixel rises with motion, the more the slower the settings. */
final class MadeUpHistory {

    static final String WORK = "made-up";
    static final double NOISE = 0.05;

    private static final String[] KINDS = {"Sports", "Talk"};

    private MadeUpHistory() {}

    static HistoryTable of(int sources, long seed) {
        Random random = new Random(seed);
        List<HistorySource> list = new ArrayList<>();
        List<HistoryOption> options = new ArrayList<>();
        for (int j = 0; j < 12; j++) {
            options.add(new HistoryOption("set" + j, Map.of("speed", "" + j % 4, "refs", "" + j / 4)));
        }
        double[][] cost = new double[sources][options.size()];
        for (int i = 0; i < sources; i++) {
            double logPixels = 11 + 4 * random.nextDouble();
            double motion = random.nextGaussian();
            double megapixels = Math.exp(logPixels) * (100 + random.nextInt(500)) / 1e6;
            String kind = KINDS[i % 2];
            list.add(new HistorySource(
                    "clip" + i, "clip" + i, kind, megapixels, Map.of("log_pixels", logPixels, "motion", motion)));
            for (int j = 0; j < options.size(); j++) {
                cost[i][j] = megapixels * Math.exp(logRate(motion, j, kind) + NOISE * random.nextGaussian());
            }
        }
        return new HistoryTable(
                WORK,
                "log_pixels",
                List.of("log_pixels", "motion"),
                list,
                options,
                cost,
                List.of(
                        new ViewPlan("content", List.of("log_pixels", "motion"), List.of()),
                        new ViewPlan("metadata", List.of("log_pixels"), List.of())));
    }

    static double logRate(double motion, int option, String kind) {
        double slowness = option % 4;
        int refs = option / 4;
        return -4
                + 0.6 * slowness
                + 0.2 * refs
                + (0.2 + 0.1 * slowness) * Math.sin(motion)
                + (kind.equals("Sports") ? 0.2 : 0);
    }
}
