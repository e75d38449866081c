package io.reelbudget.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Scenes of several kinds cut together, drawn by ffmpeg: a film whose content changes as real ones do, so that samples
 * of it say something and none says all. Films of different seeds differ in what they show, how much it moves, how soft
 * it is and how much grain lies over it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param width pixels across, even, 64 to 3,840
 * @param height pixels down, even, 64 to 2,160
 * @param framesPerSecond whole frames per second, 1 to 120
 * @param seconds its length, 1 to 600
 * @param seed which film, 0 to 999
 */
public record SyntheticFilm(int width, int height, int framesPerSecond, int seconds, int seed) {

    private static final int SHORTEST_SCENE = 3;
    private static final int LONGEST_SCENE = 11;
    private static final int KINDS = 7;

    public SyntheticFilm {
        // The clip knows the bounds of a picture.
        new SyntheticClip(SyntheticClip.Pattern.GRAIN, width, height, framesPerSecond, 1, seed);
        if (seconds < 1 || seconds > 600) {
            throw new IllegalArgumentException("Film's seconds were " + seconds + " but must be 1 to 600.");
        }
    }

    /** Returns its name, such as {@code film-854x480-24fps-60s-1}: another film has another. */
    public String name() {
        return "film-" + width + "x" + height + "-" + framesPerSecond + "fps-" + seconds + "s-" + seed;
    }

    /** Returns a graph with one output, {@code out0}. */
    String filterGraph() {
        RandomGenerator random = new SplittableRandom(7_919L * seed + 17);
        Look look = Look.of(random);
        List<String> chains = new ArrayList<>();
        StringBuilder joined = new StringBuilder();
        int drawn = 0;
        while (drawn < seconds) {
            int length = Math.min(seconds - drawn, SHORTEST_SCENE + random.nextInt(LONGEST_SCENE - SHORTEST_SCENE));
            chains.add(scene(look, random) + ",trim=duration=" + length + ",setpts=PTS-STARTPTS,format=yuv420p[s"
                    + chains.size() + "]");
            joined.append("[s").append(chains.size() - 1).append(']');
            drawn += length;
        }
        return String.join(";", chains) + ";" + joined + "concat=n=" + chains.size() + ":v=1:a=0[out0]";
    }

    private String scene(Look look, RandomGenerator random) {
        StringBuilder scene = new StringBuilder(
                picture(look.kinds().get(random.nextInt(look.kinds().size())), random));
        double pan = look.pan() * random.nextDouble();
        if (pan > 0) {
            scene.append(String.format(Locale.ROOT, ",scroll=h=%.5f:v=%.5f", pan, pan * random.nextDouble()));
        }
        scene.append(",scale=").append(width).append(':').append(height).append(":flags=bilinear,setsar=1");
        if (look.blur() > 0) {
            scene.append(String.format(Locale.ROOT, ",gblur=sigma=%d:steps=1", look.blur()));
        }
        int grain = (int) Math.round(look.grain() * (0.5 + random.nextDouble()));
        if (grain > 0) {
            scene.append(",noise=alls=")
                    .append(grain)
                    .append(":allf=t:all_seed=")
                    .append(random.nextInt(1_000));
        }
        return scene.toString();
    }

    private String picture(int kind, RandomGenerator random) {
        String size = "s=" + even(width / 2) + "x" + even(height / 2) + ":r=" + framesPerSecond;
        String seeded = size + ":seed=" + (1 + random.nextInt(10_000));
        return switch (kind) {
            case 0 ->
                "gradients=" + seeded + decimal(":nb_colors=%.0f", 2 + random.nextInt(7))
                        + decimal(":speed=%.4f", 0.002 + 0.08 * random.nextDouble());
            case 1 -> "testsrc2=" + size;
            case 2 ->
                "mandelbrot=" + size + ":maxiter=" + (60 + random.nextInt(200))
                        + decimal(":start_x=%.6f", -0.743643887037158 + random.nextInt(1_000) * 1e-6)
                        + decimal(":start_scale=%.4f", 0.05 + 0.6 * random.nextDouble()) + ":end_scale=0.002:end_pts="
                        + (200 + random.nextInt(600));
            case 3 -> "sierpinski=" + seeded + ":jump=" + (5 + random.nextInt(60));
            case 4 -> "cellauto=" + seeded + ":rule=" + (random.nextBoolean() ? 110 : 30);
            case 5 ->
                "life=" + seeded + decimal(":ratio=%.3f", 0.03 + 0.2 * random.nextDouble())
                        + ":mold=" + (5 + random.nextInt(40))
                        + ":life_color=0xe8f0d0:death_color=0x304080:mold_color=0x402020";
            default -> "smptehdbars=" + size;
        };
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static int even(int pixels) {
        return Math.max(32, pixels & ~1);
    }

    /**
     * What the scenes of a film have in common.
     *
     * @param kinds the pictures it shows
     * @param pan how far the camera moves at most, in pictures a frame
     * @param blur how soft it is, in pixels
     * @param grain how strong its grain is
     */
    private record Look(List<Integer> kinds, double pan, int blur, double grain) {

        static Look of(RandomGenerator random) {
            List<Integer> kinds = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                kinds.add(random.nextInt(KINDS));
            }
            double pan = random.nextInt(3) == 0 ? 0 : 0.02 * Math.pow(random.nextDouble(), 2);
            int blur = random.nextInt(3);
            double grain = random.nextInt(3) == 0 ? 0 : 14 * random.nextDouble();
            return new Look(List.copyOf(kinds), pan, blur, grain);
        }
    }
}
