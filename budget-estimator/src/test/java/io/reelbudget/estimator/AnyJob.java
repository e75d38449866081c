package io.reelbudget.estimator;

import io.reelbudget.job.Complexity;
import io.reelbudget.job.Content;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TrialEncode;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import java.util.random.RandomGenerator;

/** Sources and renditions drawn at random, known in all the ways in which content can be known. */
final class AnyJob {

    private AnyJob() {}

    static Source source(RandomGenerator random) {
        int height = 2 * random.nextInt(120, 1_080);
        return new Source(
                        "mp4",
                        List.of(VideoCodec.H264, VideoCodec.H265, VideoCodec.RAW)
                                .get(random.nextInt(3)),
                        2 * (height * 8 / 9),
                        height,
                        24 + random.nextInt(37),
                        Math.exp(random.nextDouble(0, 8)),
                        random.nextInt(3) == 0 ? 0 : random.nextLong(100_000, 20_000_000),
                        0)
                .withContent(content(random));
    }

    private static Content content(RandomGenerator random) {
        double detail = Math.exp(random.nextDouble(-5, 2));
        double motion = detail * random.nextDouble();
        return switch (random.nextInt(4)) {
            case 0 -> Content.unknown();
            case 1 -> Content.unknown().withComplexity(Complexity.of(10 * motion, 5 * detail));
            case 2 ->
                Content.unknown()
                        .withTrials(
                                List.of(trial("libx264", "ultrafast", detail), trial("libx264", "veryfast", motion)))
                        .withDecodeSecondsPerMegapixel(0.002 + 0.02 * random.nextDouble());
            default ->
                Content.unknown()
                        .withTrials(List.of(trial("mpeg4", "intra", detail), trial("mpeg4", "inter", motion)))
                        .withDecodeSecondsPerMegapixel(0.002 + 0.02 * random.nextDouble());
        };
    }

    private static TrialEncode trial(String encoder, String preset, double bits) {
        return new TrialEncode(encoder, preset, 320, 180, 60, 6, 0.01, Math.max(1e-4, bits));
    }

    static Target target(RandomGenerator random) {
        Target target = List.of(Jobs.X264, Jobs.OPENH264, Jobs.VP9, Jobs.SVT_AV1, Jobs.X265)
                .get(random.nextInt(5));
        boolean asksForBits = random.nextBoolean() || target.encoder().equals("libopenh264");
        return target.withRate(
                asksForBits
                        ? new RateControl.Bitrate(random.nextLong(50_000, 10_000_000))
                        : new RateControl.ConstantQuality(18 + random.nextInt(30)));
    }
}
