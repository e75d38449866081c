package io.reelbudget.bench;

import io.reelbudget.job.DynamicRange;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random design over sources, encoders, presets, sizes, frame rates, rate controls and lengths. Trial {@code n}
 * follows from the seed and {@code n} alone, so that a design can be stopped and gone on with.
 *
 * <p>Encoders and rungs of the ladder are drawn evenly; then a group of sources that are at least as high, and one of
 * the group: nothing is enlarged, and a group of many files does not outweigh others. Most trials that would take long
 * use less of their source; some are kept as they are, so that the model does not have to extrapolate.
 */
final class EncoderDesign {

    private static final int[] RUNGS = {240, 360, 480, 720, 1080};
    private static final double MOST_SECONDS = 10;
    private static final double LONG_TRIAL_CPU_SECONDS = 1.2;
    private static final double LONG_TRIALS_KEPT = 0.03;

    private static final double SHAPE = 16 / 9.0;
    private static final double USUAL_FPS = 25;
    private static final double FILTERED = 0.08;
    private static final double TONE_MAPPED = 0.5;

    private final List<TrialSource> sources;
    private final List<EncoderRange> encoders;
    private final long seed;

    /**
     * Lays out trials.
     *
     * @param sources what to read, at least one
     * @param encoders what to try, at least one
     */
    EncoderDesign(List<TrialSource> sources, List<EncoderRange> encoders, long seed) {
        this.sources = List.copyOf(sources);
        this.encoders = List.copyOf(encoders);
        this.seed = seed;
    }

    /** Returns the trial of a number. */
    Trial trial(long number) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + number);
        EncoderRange encoder = one(encoders, random);
        int rung = affordable(one(rungs(), random), encoder, random);
        TrialSource from = source(rung, random);
        Source source = from.source();
        int height = Math.min(rung, source.height() - source.height() % 2);
        int width = even((double) source.width() * height / source.height());
        double fps = framesPerSecond(source.framesPerSecond(), random);
        double pixelsPerSecond = width * height * fps;
        Target target = new Target(
                encoder.codec(),
                encoder.encoder(),
                encoder.preset(random),
                width,
                height,
                fps,
                encoder.rate(pixelsPerSecond, random));
        double costPerSecond = pixelsPerSecond / 1e6 * encoder.roughSecondsPerMegapixel();
        double seconds = seconds(source, costPerSecond, random);
        return new Trial(number, from, seconds, target.withFilters(filters(source, random)));
    }

    /** Mostly none; tone mapping only where there is a range to map. */
    private static Set<VideoFilter> filters(Source source, RandomGenerator random) {
        double choice = random.nextDouble();
        if (choice < FILTERED / 2) {
            return Set.of(VideoFilter.DENOISE);
        }
        if (choice < FILTERED) {
            return Set.of(VideoFilter.DEINTERLACE);
        }
        boolean isHigh = source.range() == DynamicRange.PQ || source.range() == DynamicRange.HLG;
        return isHigh && choice < TONE_MAPPED ? Set.of(VideoFilter.TONE_MAP) : Set.of();
    }

    /** The rungs that some source reaches; the lowest always, where a smaller source keeps its own size. */
    private List<Integer> rungs() {
        int highest =
                sources.stream().mapToInt(each -> each.source().height()).max().orElseThrow();
        return IntStream.of(RUNGS)
                .filter(rung -> rung <= highest || rung == RUNGS[0])
                .boxed()
                .toList();
    }

    /** Mostly a lower rung where a second at this one would take long. */
    private static int affordable(int drawn, EncoderRange encoder, RandomGenerator random) {
        int at = Arrays.binarySearch(RUNGS, drawn);
        while (at > 0
                && RUNGS[at] * (double) RUNGS[at] * SHAPE * USUAL_FPS / 1e6 * encoder.roughSecondsPerMegapixel()
                        > LONG_TRIAL_CPU_SECONDS
                && random.nextDouble() > LONG_TRIALS_KEPT) {
            at--;
        }
        return RUNGS[at];
    }

    private TrialSource source(int rung, RandomGenerator random) {
        Map<String, List<TrialSource>> groups = sources.stream()
                .filter(each -> each.source().height() >= rung || rung == RUNGS[0])
                .collect(Collectors.groupingBy(TrialSource::group, TreeMap::new, Collectors.toList()));
        return one(one(List.copyOf(groups.values()), random), random);
    }

    private static <T> T one(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
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

    /**
     * Log-uniform from one second to ten or the source's length, in tenths; mostly shortened where that would take
     * long.
     */
    private static double seconds(Source source, double costPerSecond, RandomGenerator random) {
        double most = Math.min(MOST_SECONDS, source.durationSeconds());
        double drawn = Math.pow(Math.max(1, most), random.nextDouble());
        double affordable = LONG_TRIAL_CPU_SECONDS / costPerSecond * (0.3 + 0.7 * random.nextDouble());
        boolean isKept = random.nextDouble() < LONG_TRIALS_KEPT;
        double chosen = isKept ? drawn : Math.min(drawn, Math.max(1, affordable));
        return Math.min(most, Math.round(chosen * 10) / 10.0);
    }

    private static int even(double pixels) {
        return Math.max(2, 2 * (int) Math.round(pixels / 2));
    }
}
