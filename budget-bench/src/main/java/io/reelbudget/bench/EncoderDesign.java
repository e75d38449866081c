package io.reelbudget.bench;

import io.reelbudget.job.Target;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A random design over sources, encoders, presets, sizes, frame rates, rate controls and lengths. Trial {@code n} follows
 * from the seed and {@code n} alone, so that a design can be stopped and gone on with.
 *
 * <p>Groups of sources are drawn evenly, then a source of the group: a group of many files does not outweigh others. Trials
 * that would take long are mostly drawn anew; a few are kept, so that the model does not have to extrapolate.
 */
final class EncoderDesign {

    private static final int[] HEIGHTS = {240, 360, 480, 720, 1080};
    private static final double MAX_SECONDS = 10;
    private static final double LONG_TRIAL_CPU_SECONDS = 2.5;
    private static final double LONG_TRIALS_KEPT = 0.1;
    private static final int MAX_DRAWS = 1_000;

    private final List<List<TrialSource>> groups;
    private final List<EncoderRange> encoders;
    private final long seed;

    EncoderDesign(List<TrialSource> sources, List<EncoderRange> encoders, long seed) {
        Map<String, List<TrialSource>> byGroup =
                sources.stream().collect(Collectors.groupingBy(TrialSource::group, TreeMap::new, Collectors.toList()));
        this.groups = List.copyOf(byGroup.values());
        this.encoders = List.copyOf(encoders);
        this.seed = seed;
    }

    /** Returns the trial of a number. */
    Trial trial(long number) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
        for (int draw = 0; draw < MAX_DRAWS; draw++) {
            EncoderRange encoder = encoders.get(random.nextInt(encoders.size()));
            Trial trial = draw(number, encoder, random);
            double megapixels = trial.target().width() * trial.target().height() * frames(trial) / 1e6;
            boolean isLong = megapixels * encoder.roughSecondsPerMegapixel() > LONG_TRIAL_CPU_SECONDS;
            if (!isLong || random.nextDouble() < LONG_TRIALS_KEPT) {
                return trial;
            }
        }
        throw new IllegalStateException("Drew " + MAX_DRAWS + " trials but all would take long; give shorter sources.");
    }

    private static double frames(Trial trial) {
        return trial.target().framesPerSecond() * trial.seconds();
    }

    private Trial draw(long number, EncoderRange encoder, RandomGenerator random) {
        List<TrialSource> group = groups.get(random.nextInt(groups.size()));
        TrialSource from = group.get(random.nextInt(group.size()));
        int height = height(from, random);
        int width = even((double) from.source().width() * height / from.source().height());
        double fps = framesPerSecond(from.source().framesPerSecond(), random);
        Target target = new Target(
                encoder.codec(),
                encoder.encoder(),
                encoder.preset(random),
                width,
                height,
                fps,
                encoder.rate(width * height * fps, random));
        return new Trial(number, from, seconds(from, random), target);
    }

    /** A rung of the ladder that does not enlarge; the source's own height where it is smaller than all of them. */
    private static int height(TrialSource from, RandomGenerator random) {
        int own = from.source().height();
        int rungs = 0;
        while (rungs < HEIGHTS.length && HEIGHTS[rungs] <= own) {
            rungs++;
        }
        return rungs == 0 ? even(own) : HEIGHTS[random.nextInt(rungs)];
    }

    /** Mostly the source's own rate, else half of it or a usual lower one. */
    private static double framesPerSecond(double own, RandomGenerator random) {
        double choice = random.nextDouble();
        if (choice < 0.6) {
            return own;
        }
        if (choice < 0.8 && own >= 24) {
            return own / 2;
        }
        double[] usual = {15, 24, 25, 30};
        double drawn = usual[random.nextInt(usual.length)];
        return Math.min(drawn, own);
    }

    /** Log-uniform from one second to ten or the source's length, in tenths. */
    private static double seconds(TrialSource from, RandomGenerator random) {
        double most = Math.min(MAX_SECONDS, from.source().durationSeconds());
        double drawn = Math.pow(Math.max(1, most), random.nextDouble());
        return Math.min(most, Math.round(drawn * 10) / 10.0);
    }

    private static int even(double pixels) {
        return Math.max(2, 2 * (int) Math.round(pixels / 2));
    }
}
