package io.reelbudget.cli.demo;

import io.reelbudget.ffmpeg.Ffmpeg;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;

/** The renditions that can be made of a source: by H.264, VP9 and AV1 encoders at several sizes and presets. */
final class RenditionMenu {

    private static final int[] SHORT_SIDES = {1080, 720, 540, 480, 360, 240};
    private static final double MAX_FPS = 60;

    /** An encoder at one preset, and how many bits it usually spends on a pixel. */
    private record Choice(VideoCodec codec, String encoder, String preset, double bitsPerPixel) {}

    private static final List<Choice> CHOICES = List.of(
            new Choice(VideoCodec.H264, "libopenh264", "default", 0.09),
            new Choice(VideoCodec.H264, "libx264", "veryfast", 0.08),
            new Choice(VideoCodec.VP9, "libvpx-vp9", "5", 0.05),
            new Choice(VideoCodec.VP9, "libvpx-vp9", "8", 0.06),
            new Choice(VideoCodec.AV1, "libsvtav1", "8", 0.04),
            new Choice(VideoCodec.AV1, "libsvtav1", "10", 0.045));

    private final List<Choice> choices;

    private RenditionMenu(List<Choice> choices) {
        this.choices = choices;
    }

    /**
     * Returns the menu of what an ffmpeg can encode.
     *
     * @throws IllegalArgumentException if it has none of the encoders
     */
    static RenditionMenu of(Ffmpeg ffmpeg) {
        List<Choice> able =
                CHOICES.stream().filter(choice -> ffmpeg.has(choice.encoder())).toList();
        if (able.isEmpty()) {
            throw new IllegalArgumentException("Encoders of " + ffmpeg + " were without libopenh264, libx264,"
                    + " libvpx-vp9 and libsvtav1 but one is needed; name another ffmpeg with --ffmpeg.");
        }
        return new RenditionMenu(able);
    }

    /** Returns all renditions of a source that are no larger than it. */
    List<Target> of(Source source) {
        List<Target> targets = new ArrayList<>();
        for (int side : SHORT_SIDES) {
            if (side > Math.min(source.width(), source.height()) && targets.size() > 0) {
                continue;
            }
            for (Choice choice : choices) {
                targets.add(target(source, Math.min(side, Math.min(source.width(), source.height())), choice));
            }
        }
        return List.copyOf(targets);
    }

    private static Target target(Source source, int side, Choice choice) {
        double scale = (double) side / Math.min(source.width(), source.height());
        int width = even(source.width() * scale);
        int height = even(source.height() * scale);
        double fps = Math.min(MAX_FPS, source.framesPerSecond());
        long bits = Math.max(50_000, Math.round(choice.bitsPerPixel() * width * height * fps));
        return new Target(
                choice.codec(), choice.encoder(), choice.preset(), width, height, fps, new RateControl.Bitrate(bits));
    }

    private static int even(double pixels) {
        return Math.max(2, (int) Math.round(pixels / 2) * 2);
    }
}
