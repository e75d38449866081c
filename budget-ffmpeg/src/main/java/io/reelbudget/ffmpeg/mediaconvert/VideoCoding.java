package io.reelbudget.ffmpeg.mediaconvert;

import io.reelbudget.ffmpeg.JobDescriptionException;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.VideoCodec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a document's {@code CodecSettings} ask for.
 *
 * @param codec the format
 * @param preset the quality tuning, in small letters
 * @param framesPerSecond the rate
 * @param rate how many bits to spend
 * @param passes 1, or 2 where the tuning is of several passes
 */
record VideoCoding(VideoCodec codec, String preset, double framesPerSecond, RateControl rate, int passes) {

    /** A codec's name in {@code Codec}, and the field that holds its settings. */
    private record Naming(VideoCodec codec, String settings) {}

    private static final Map<String, Naming> NAMES = Map.of(
            "H_264", new Naming(VideoCodec.H264, "H264Settings"),
            "H_265", new Naming(VideoCodec.H265, "H265Settings"),
            "AV1", new Naming(VideoCodec.AV1, "Av1Settings"),
            "VP8", new Naming(VideoCodec.VP8, "Vp8Settings"),
            "VP9", new Naming(VideoCodec.VP9, "Vp9Settings"),
            "MPEG2", new Naming(VideoCodec.MPEG2, "Mpeg2Settings"),
            "PRORES", new Naming(VideoCodec.PRORES, "ProresSettings"));

    /** Apple's published target rates at 1920x1080 and 29.97 frames per second, in bits for each pixel. */
    private static final Map<String, Double> PRORES_BITS_PER_PIXEL = Map.of(
            "APPLE_PRORES_422_PROXY", 45e6 / 62_145_000,
            "APPLE_PRORES_422_LT", 102e6 / 62_145_000,
            "APPLE_PRORES_422", 147e6 / 62_145_000,
            "APPLE_PRORES_422_HQ", 220e6 / 62_145_000,
            "APPLE_PRORES_4444", 330e6 / 62_145_000,
            "APPLE_PRORES_4444_XQ", 500e6 / 62_145_000);

    static String settingsName(VideoCodec codec) {
        return naming(codec).getValue().settings();
    }

    static String codecName(VideoCodec codec) {
        return naming(codec).getKey();
    }

    private static Map.Entry<String, Naming> naming(VideoCodec codec) {
        return NAMES.entrySet().stream()
                .filter(each -> each.getValue().codec() == codec)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Target codec was " + codec
                        + " but must be one that MediaConvert writes: H264, H265, AV1, VP8, VP9, MPEG2 or PRORES."));
    }

    static VideoCoding of(DocumentPart coding, Source source, double pixels, List<String> remarks) {
        DocumentPart name = coding.required("Codec");
        Naming naming = NAMES.get(coding.text("Codec").orElse(""));
        if (naming == null) {
            throw name.wrong("one of AV1, H_264, H_265, MPEG2, PRORES, VP8, VP9");
        }
        DocumentPart settings = coding.object(naming.settings()).orElseGet(() -> coding.required(naming.settings()));
        double rate = framesPerSecond(settings, source);
        String tuning = settings.text("QualityTuningLevel")
                .orElse(
                        naming.codec() == VideoCodec.VP8 || naming.codec() == VideoCodec.VP9
                                ? "MULTI_PASS"
                                : "SINGLE_PASS")
                .toLowerCase(Locale.ROOT);
        RateControl bits =
                naming.codec() == VideoCodec.PRORES ? prores(settings, pixels * rate) : rate(settings, remarks);
        return new VideoCoding(naming.codec(), tuning, rate, bits, tuning.startsWith("multi_pass") ? 2 : 1);
    }

    private static double framesPerSecond(DocumentPart settings, Source source) {
        if (!settings.text("FramerateControl").orElse("INITIALIZE_FROM_SOURCE").equals("SPECIFIED")) {
            return source.framesPerSecond();
        }
        long numerator = settings.wholeNumber("FramerateNumerator").orElse(0L);
        long denominator = settings.wholeNumber("FramerateDenominator").orElse(1L);
        double rate = numerator / (double) denominator;
        if (!(rate > 0 && rate <= 1_000)) {
            throw new JobDescriptionException(
                    settings.path() + ".FramerateNumerator",
                    "gave " + numerator + "/" + denominator + " but must give a rate of more than 0 and at most 1000"
                            + " frames per second; correct it.");
        }
        return rate;
    }

    private static RateControl rate(DocumentPart settings, List<String> remarks) {
        String mode = settings.text("RateControlMode").orElse("VBR");
        Optional<Long> bitrate = settings.wholeNumber("Bitrate");
        Optional<Long> most = settings.wholeNumber("MaxBitrate");
        if (mode.equals("QVBR")) {
            Optional<DocumentPart> quality = settings.object("QvbrSettings");
            Optional<Long> average = quality.flatMap(each -> each.wholeNumber("QvbrMaxAverageBitrate"));
            String level = quality.flatMap(each -> each.wholeNumber("QvbrQualityLevel"))
                    .map(each -> " of level " + each)
                    .orElse("");
            remarks.add(settings.path() + ": quality-defined bit rate" + level
                    + " was read as its most; what it spends is less and depends on the content.");
            return bits(settings, average.or(() -> most), "MaxBitrate");
        }
        if (!mode.equals("CBR") && !mode.equals("VBR")) {
            throw settings.required("RateControlMode").wrong("CBR, VBR or QVBR");
        }
        return bits(settings, bitrate.or(() -> most), "Bitrate");
    }

    private static RateControl bits(DocumentPart settings, Optional<Long> value, String field) {
        long bits = value.orElseThrow(() ->
                new JobDescriptionException(settings.path() + "." + field, "is missing but must be given; add it."));
        if (bits < 1 || bits > 1_152_000_000L) {
            throw new JobDescriptionException(
                    settings.path() + "." + field,
                    "was " + bits + " but must be 1 to 1152000000 bits per second; correct it.");
        }
        return new RateControl.Bitrate(bits);
    }

    private static RateControl prores(DocumentPart settings, double pixelsPerSecond) {
        String profile = settings.text("CodecProfile").orElse("APPLE_PRORES_422");
        Double bitsPerPixel = PRORES_BITS_PER_PIXEL.get(profile);
        if (bitsPerPixel == null) {
            throw settings.required("CodecProfile").wrong("one of " + PRORES_BITS_PER_PIXEL.keySet());
        }
        return new RateControl.Bitrate(Math.max(1, Math.round(bitsPerPixel * pixelsPerSecond)));
    }
}
