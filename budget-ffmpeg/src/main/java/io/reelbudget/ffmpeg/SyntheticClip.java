package io.reelbudget.ffmpeg;

import java.util.List;
import java.util.Locale;

/**
 * A moving picture that ffmpeg draws itself, so that work can be tried without anyone's footage.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param pattern what moves in it
 * @param width pixels across, even, 64 to 3,840
 * @param height pixels down, even, 64 to 2,160
 * @param framesPerSecond whole frames per second, 1 to 120
 * @param seconds its length, 1 to 60
 * @param seed which of the pattern's pictures, 0 to 999
 */
public record SyntheticClip(Pattern pattern, int width, int height, int framesPerSecond, int seconds, int seed) {

    /** What moves in a clip, from easy to hard to compress. */
    public enum Pattern {
        /** Colours that flow slowly. */
        GRADIENTS,
        /** A test card with moving parts and text. */
        TEST_CARD,
        /** A Sierpinski triangle that is wandered over. */
        SIERPINSKI,
        /** A zoom into the edge of the Mandelbrot set. */
        MANDELBROT,
        /** An elementary cellular automaton that scrolls up. */
        AUTOMATON,
        /** Conway's game of life with traces of the dead. */
        LIFE,
        /** Flowing colours under film grain that never repeats. */
        GRAIN
    }

    public SyntheticClip {
        require("width", width, 64, 3_840);
        require("height", height, 64, 2_160);
        require("frames per second", framesPerSecond, 1, 120);
        require("seconds", seconds, 1, 60);
        require("seed", seed, 0, 999);
        if (width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(
                    "Clip was " + width + "x" + height + " pixels but both must be even; add one to the odd side.");
        }
    }

    /** Returns clips of differing complexity, size, rate and length; all together a few CPU seconds to draw. */
    public static List<SyntheticClip> assortment() {
        return List.of(
                new SyntheticClip(Pattern.MANDELBROT, 1280, 720, 24, 3, 1),
                new SyntheticClip(Pattern.LIFE, 854, 480, 25, 4, 2),
                new SyntheticClip(Pattern.AUTOMATON, 640, 360, 60, 3, 3),
                new SyntheticClip(Pattern.GRADIENTS, 1920, 1080, 24, 2, 4),
                new SyntheticClip(Pattern.GRAIN, 640, 360, 30, 4, 5),
                new SyntheticClip(Pattern.TEST_CARD, 1280, 720, 50, 2, 6));
    }

    /** Returns its name, such as {@code mandelbrot-1280x720-30fps-4s-1}: another clip has another. */
    public String name() {
        return group() + "-" + width + "x" + height + "-" + framesPerSecond + "fps-" + seconds + "s-" + seed;
    }

    /** Returns what clips of the same look have in common: those of one group must not be split over train and test. */
    public String group() {
        return pattern.name().toLowerCase(Locale.ROOT);
    }

    /** Drawn small and enlarged, as drawing each pixel would cost more than encoding it. */
    String filterGraph() {
        int across = even(width / 2);
        int down = even(height / 2);
        String drawn = "s=" + across + "x" + down + ":r=" + framesPerSecond;
        String seeded = drawn + ":seed=" + (seed + 1);
        return switch (pattern) {
            case GRADIENTS -> "gradients=" + seeded + ":nb_colors=6:speed=0.02," + enlarged("bilinear");
            case TEST_CARD -> "testsrc2=s=" + width + "x" + height + ":r=" + framesPerSecond;
            case SIERPINSKI -> "sierpinski=" + seeded + ":jump=40," + enlarged("bicubic");
            case MANDELBROT ->
                "mandelbrot=" + drawn + ":maxiter=300:start_x=" + mandelbrotStart()
                        + ":start_scale=0.6:end_scale=0.002:end_pts=400," + enlarged("bilinear");
            case AUTOMATON -> "cellauto=" + seeded + ":rule=110," + enlarged("neighbor");
            case LIFE ->
                "life=" + seeded + ":ratio=0.15:mold=12:life_color=0xe8f0d0:death_color=0x304080"
                        + ":mold_color=0x402020," + enlarged("neighbor");
            case GRAIN ->
                "gradients=" + seeded + ":nb_colors=4:speed=0.03," + enlarged("bilinear")
                        + ",noise=alls=14:allf=t:all_seed=" + (seed + 1);
        };
    }

    private String enlarged(String flags) {
        return "scale=" + width + ":" + height + ":flags=" + flags;
    }

    /** A point on the set's edge, of which there are as many as seeds. */
    private String mandelbrotStart() {
        return String.format(Locale.ROOT, "%.6f", -0.743643887037158 + (seed % 100) * 1e-5);
    }

    private static int even(int pixels) {
        return Math.max(32, pixels & ~1);
    }

    private static void require(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Clip's " + field + " was " + value + " but must be " + least + " to " + most + ".");
        }
    }
}
