package io.reelbudget.bench.probe;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What services do with an upload: a few sizes by one encoder. Sizes, bit rates and qualities are drawn at random, with
 * a seed of the source's name and the encoder.
 */
final class LadderJob {

    /** An encoder at a preset. */
    record Rung(VideoCodec codec, String encoder, String preset) {
        String name() {
            return encoder + "/" + preset;
        }
    }

    static final List<Rung> RUNGS = List.of(
            new Rung(VideoCodec.H264, "libopenh264", "default"),
            new Rung(VideoCodec.VP9, "libvpx-vp9", "8"),
            new Rung(VideoCodec.VP9, "libvpx-vp9", "6"),
            new Rung(VideoCodec.AV1, "libsvtav1", "12"),
            new Rung(VideoCodec.AV1, "libsvtav1", "10"),
            new Rung(VideoCodec.H264, "libx264", "veryfast"),
            new Rung(VideoCodec.H264, "libx264", "medium"));

    private LadderJob() {}

    static TranscodeJob of(String sourceName, Source source, Rung rung) {
        RandomGenerator random =
                new SplittableRandom(31L * sourceName.hashCode() + rung.name().hashCode());
        double small = 0.45 + 0.3 * random.nextDouble();
        List<Target> targets = new ArrayList<>();
        for (double side : new double[] {1, small}) {
            int width = even(source.width() * side);
            int height = even(source.height() * side);
            RateControl rate = rate(rung, width * (double) height * source.framesPerSecond(), random);
            targets.add(new Target(
                    rung.codec(), rung.encoder(), rung.preset(), width, height, source.framesPerSecond(), rate));
        }
        return TranscodeJob.of(sourceName + "+" + rung.name(), source, targets.toArray(Target[]::new));
    }

    /** Bits a pixel from thrifty to lavish; qualities around the encoder's usual one. */
    private static RateControl rate(Rung rung, double pixelsPerSecond, RandomGenerator random) {
        double lavish = random.nextDouble();
        return switch (rung.encoder()) {
            case "libsvtav1" -> new RateControl.ConstantQuality(28 + Math.round(18 * lavish));
            case "libx264" -> new RateControl.ConstantQuality(20 + Math.round(9 * lavish));
            default ->
                new RateControl.Bitrate(Math.round(pixelsPerSecond * 0.04 * Math.pow(4, lavish) / 1_000) * 1_000);
        };
    }

    private static int even(double pixels) {
        return Math.max(64, 2 * (int) Math.round(pixels / 2));
    }
}
