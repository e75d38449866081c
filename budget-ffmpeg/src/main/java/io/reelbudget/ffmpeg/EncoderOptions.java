package io.reelbudget.ffmpeg;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Target;
import java.util.ArrayList;
import java.util.List;

/** What each encoder of ffmpeg calls its speed, its rate control and its threads. */
final class EncoderOptions {

    /** libvpx's "good" deadline knows speeds up to 5; faster ones exist for its "realtime" deadline only. */
    private static final int FASTEST_GOOD_VPX_SPEED = 5;

    private EncoderOptions() {}

    /**
     * Returns the encoder's arguments.
     *
     * @throws IllegalArgumentException if the encoder has no such preset or rate control
     */
    static List<String> of(Target target, int threads) {
        List<String> options =
                new ArrayList<>(List.of("-c:v", target.encoder(), "-threads", Integer.toString(threads)));
        options.addAll(
                switch (target.encoder()) {
                    case "libopenh264" -> openH264(target);
                    case "libvpx-vp9" -> vp9(target, threads);
                    case "libsvtav1" -> svtAv1(target, threads);
                    case "libaom-av1" -> aomAv1(target, threads);
                    case "libx264" -> x264(target);
                    case "libx265" -> x265(target, threads);
                    default -> other(target);
                });
        return options;
    }

    private static List<String> openH264(Target target) {
        requireNoPreset(target);
        return options("-rc_mode", "bitrate", "-b:v", bitrateOnly(target));
    }

    private static List<String> vp9(Target target, int threads) {
        int speed = numericPreset(target, 0, 9);
        String deadline = speed <= FASTEST_GOOD_VPX_SPEED ? "good" : "realtime";
        List<String> options = options("-deadline", deadline, "-cpu-used", Integer.toString(speed));
        options.addAll(rowThreads(threads));
        options.addAll(constrainedQuality(target));
        return options;
    }

    private static List<String> svtAv1(Target target, int threads) {
        int preset = numericPreset(target, 0, 13);
        // SVT-AV1 spreads over all processors unless told; its level of parallelism ends at 6.
        String parallelism = "lp=" + Math.min(threads, 6);
        List<String> options = options("-preset", Integer.toString(preset), "-svtav1-params", parallelism);
        if (target.rate() instanceof RateControl.ConstantQuality quality) {
            options.addAll(List.of("-crf", whole(quality)));
        } else {
            options.addAll(List.of("-b:v", bitrateOnly(target)));
        }
        return options;
    }

    private static List<String> aomAv1(Target target, int threads) {
        List<String> options = options("-cpu-used", Integer.toString(numericPreset(target, 0, 8)));
        options.addAll(rowThreads(threads));
        options.addAll(constrainedQuality(target));
        return options;
    }

    private static List<String> x264(Target target) {
        List<String> options = namedPreset(target);
        options.addAll(crfOrBitrate(target));
        return options;
    }

    private static List<String> x265(Target target, int threads) {
        List<String> options = namedPreset(target);
        options.addAll(List.of("-x265-params", "pools=" + threads + ":frame-threads=1:log-level=error"));
        options.addAll(crfOrBitrate(target));
        return options;
    }

    private static List<String> other(Target target) {
        List<String> options = target.preset().equals("default") ? new ArrayList<>() : namedPreset(target);
        options.addAll(List.of("-b:v", bitrateOnly(target)));
        return options;
    }

    private static List<String> rowThreads(int threads) {
        return threads == 1 ? List.of() : List.of("-row-mt", "1");
    }

    /** libvpx and libaom take a CRF as a constraint on a bit rate, which zero lifts. */
    private static List<String> constrainedQuality(Target target) {
        if (target.rate() instanceof RateControl.ConstantQuality quality) {
            return List.of("-crf", whole(quality), "-b:v", "0");
        }
        return List.of("-b:v", bitrateOnly(target));
    }

    private static List<String> crfOrBitrate(Target target) {
        if (target.rate() instanceof RateControl.ConstantQuality quality) {
            return List.of("-crf", Double.toString(quality.crf()));
        }
        return List.of("-b:v", bitrateOnly(target));
    }

    private static String bitrateOnly(Target target) {
        if (target.rate() instanceof RateControl.Bitrate bitrate) {
            return Long.toString(bitrate.bitsPerSecond());
        }
        throw new IllegalArgumentException("Rate control of encoder '" + target.encoder()
                + "' was constant quality but must be a bit rate; it has no other.");
    }

    private static String whole(RateControl.ConstantQuality quality) {
        return Long.toString(Math.round(quality.crf()));
    }

    private static int numericPreset(Target target, int least, int most) {
        try {
            int preset = Integer.parseInt(target.preset());
            if (preset >= least && preset <= most) {
                return preset;
            }
        } catch (NumberFormatException noNumber) {
            // Told below, with the range.
        }
        throw new IllegalArgumentException("Preset of encoder '" + target.encoder() + "' was '" + target.preset()
                + "' but must be a number from " + least + " to " + most + "; more is faster.");
    }

    private static List<String> namedPreset(Target target) {
        if (!target.preset().matches("[a-z0-9_]{1,32}")) {
            throw new IllegalArgumentException("Preset of encoder '" + target.encoder() + "' was '" + target.preset()
                    + "' but must be a word of its own, such as 'medium'.");
        }
        return options("-preset", target.preset());
    }

    private static void requireNoPreset(Target target) {
        if (!target.preset().equals("default")) {
            throw new IllegalArgumentException("Preset of encoder '" + target.encoder() + "' was '" + target.preset()
                    + "' but must be 'default'; it has no presets.");
        }
    }

    private static List<String> options(String... options) {
        return new ArrayList<>(List.of(options));
    }
}
