package io.reelbudget.bench;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What is tried of one encoder.
 *
 * @param encoder its name
 * @param codec what it writes
 * @param presets its speeds
 * @param leastCrf the least constant quality tried
 * @param mostCrf the most; zero where it has no constant quality
 * @param roughSecondsPerMegapixel about what it costs, only to keep single trials short
 */
record EncoderRange(
        String encoder,
        VideoCodec codec,
        List<String> presets,
        int leastCrf,
        int mostCrf,
        double roughSecondsPerMegapixel) {

    private static final List<EncoderRange> ALL = List.of(
            new EncoderRange("libopenh264", VideoCodec.H264, List.of("default"), 0, 0, 0.025),
            new EncoderRange("libvpx-vp9", VideoCodec.VP9, numbers(3, 8), 20, 50, 0.1),
            new EncoderRange("libsvtav1", VideoCodec.AV1, numbers(6, 13), 20, 55, 0.06),
            new EncoderRange("libaom-av1", VideoCodec.AV1, numbers(4, 8), 20, 55, 0.4),
            new EncoderRange(
                    "libx264",
                    VideoCodec.H264,
                    List.of("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow"),
                    18,
                    35,
                    0.03),
            new EncoderRange(
                    "libx265",
                    VideoCodec.H265,
                    List.of("ultrafast", "superfast", "veryfast", "fast", "medium", "slow"),
                    20,
                    38,
                    0.13));

    EncoderRange {
        presets = List.copyOf(presets);
    }

    static Optional<EncoderRange> of(String encoder) {
        return ALL.stream().filter(each -> each.encoder.equals(encoder)).findFirst();
    }

    String preset(RandomGenerator random) {
        return presets.get(random.nextInt(presets.size()));
    }

    /**
     * Half at constant quality, half at a bit rate; the latter log-uniform from 0.03 to 0.3 bits a pixel, which spans
     * what services use from thrifty to lavish.
     */
    RateControl rate(double pixelsPerSecond, RandomGenerator random) {
        boolean constantQuality = random.nextBoolean() && mostCrf > 0;
        double bitsPerPixel = 0.03 * Math.pow(10, random.nextDouble());
        if (constantQuality) {
            return new RateControl.ConstantQuality(leastCrf + random.nextInt(mostCrf - leastCrf + 1));
        }
        return new RateControl.Bitrate(Math.max(30, Math.round(pixelsPerSecond * bitsPerPixel / 1_000)) * 1_000);
    }

    private static List<String> numbers(int least, int most) {
        return IntStream.rangeClosed(least, most).mapToObj(Integer::toString).toList();
    }
}
