package io.reelbudget.estimator;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * One rendition of a job as the numbers that a model sees: a named, versioned list of features in a fixed order.
 *
 * <p>Sizes and lengths stand in proportion to what is encoded rather than on their own, by which trees would know a
 * clip of their training again instead of learning what makes it dear.
 *
 * <p>What is unknown is {@code NaN}, for which every tree of a model has a learned direction. Encoders and source
 * codecs are one-hot, presets are ordinals (more is faster). A model carries the {@link #schemaHash()} that it was
 * trained on and is refused where it differs, so {@link #VERSION} changes with the meaning of any feature.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class JobFeatures {

    /** The version of this list. */
    public static final String VERSION = "job-features/1";

    private static final double PIXELS_PER_MEGAPIXEL = 1e6;

    private static final String SOURCE_BITS_PER_PIXEL = "source_bits_per_pixel";
    private static final String TARGET_BITS_PER_PIXEL = "target_bits_per_pixel";
    private static final String TARGET_CRF = "target_crf";

    private record Feature(String name, ToDoubleBiFunction<Source, Target> value) {}

    private static final List<Feature> FEATURES = List.of(
            new Feature(SOURCE_BITS_PER_PIXEL, (s, t) -> sourceBitsPerPixel(s)),
            new Feature("source_is_raw", (s, t) -> oneIf(s.codec() == VideoCodec.RAW)),
            new Feature("source_is_h264", (s, t) -> oneIf(s.codec() == VideoCodec.H264)),
            new Feature("source_is_h265", (s, t) -> oneIf(s.codec() == VideoCodec.H265)),
            new Feature("source_is_vp9", (s, t) -> oneIf(s.codec() == VideoCodec.VP9)),
            new Feature("source_is_av1", (s, t) -> oneIf(s.codec() == VideoCodec.AV1)),
            new Feature("target_pixels", (s, t) -> pixels(t)),
            new Feature("target_short_side", (s, t) -> Math.min(t.width(), t.height())),
            new Feature("target_fps", (s, t) -> t.framesPerSecond()),
            new Feature(TARGET_BITS_PER_PIXEL, (s, t) -> targetBitsPerPixel(t)),
            new Feature(TARGET_CRF, (s, t) -> crf(t)),
            new Feature("encode_megapixels", JobFeatures::encodeMegapixels),
            new Feature("decode_per_encode", (s, t) -> decodeMegapixels(s) / encodeMegapixels(s, t)),
            new Feature("target_per_source_pixels", (s, t) -> pixels(t) / pixels(s)),
            new Feature("preset_speed", (s, t) -> PresetSpeed.of(t.preset())),
            encoder("libx264"),
            encoder("libx265"),
            encoder("libopenh264"),
            encoder("libvpx-vp9"),
            encoder("libsvtav1"),
            encoder("libaom-av1"));

    private static final List<String> NAMES =
            FEATURES.stream().map(Feature::name).toList();

    private JobFeatures() {}

    /** Returns the names of the features in their order. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns in which direction cost per pixel should go with each feature, in the order of {@link #names}: 1 where
     * more of it should not be cheaper, -1 where it should not be dearer, 0 where neither is known. More bits to decode
     * or to write at the same size are more work; a higher CRF asks for fewer. A hint to trainers, not a promise of
     * models.
     */
    public static int[] directions() {
        int[] directions = new int[NAMES.size()];
        directions[NAMES.indexOf(SOURCE_BITS_PER_PIXEL)] = 1;
        directions[NAMES.indexOf(TARGET_BITS_PER_PIXEL)] = 1;
        directions[NAMES.indexOf(TARGET_CRF)] = -1;
        return directions;
    }

    /** Returns the SHA-256 of the version and the names in their order, as 64 hexadecimal digits. */
    public static String schemaHash() {
        return Sha256.hexOf((VERSION + "\n" + String.join("\n", NAMES)).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the features of one rendition, in the order of {@link #names}; {@code NaN} where unknown. */
    public static float[] of(Source source, Target target) {
        float[] values = new float[FEATURES.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) FEATURES.get(i).value().applyAsDouble(source, target);
        }
        return values;
    }

    /** Returns a copy of features in which the rate control is unknown. */
    public static float[] withoutRate(float[] features) {
        float[] copy = features.clone();
        copy[NAMES.indexOf(TARGET_BITS_PER_PIXEL)] = Float.NaN;
        copy[NAMES.indexOf(TARGET_CRF)] = Float.NaN;
        return copy;
    }

    /** Returns how many millions of pixels the rendition encodes, over all its frames. */
    public static double encodeMegapixels(Source source, Target target) {
        return pixels(target) * target.framesPerSecond() * source.durationSeconds() / PIXELS_PER_MEGAPIXEL;
    }

    /** Returns how many millions of pixels the source decodes to, over all its frames. */
    public static double decodeMegapixels(Source source) {
        return pixels(source) * source.framesPerSecond() * source.durationSeconds() / PIXELS_PER_MEGAPIXEL;
    }

    private static Feature encoder(String name) {
        return new Feature("encoder_is_" + name, (s, t) -> oneIf(t.encoder().equals(name)));
    }

    private static double pixels(Source source) {
        return (double) source.width() * source.height();
    }

    private static double pixels(Target target) {
        return (double) target.width() * target.height();
    }

    /** Raw video says nothing about its content by its size. */
    private static double sourceBitsPerPixel(Source source) {
        return source.bitsPerSecond() == 0 || source.codec() == VideoCodec.RAW
                ? Double.NaN
                : source.bitsPerSecond() / (pixels(source) * source.framesPerSecond());
    }

    private static double targetBitsPerPixel(Target target) {
        return target.rate() instanceof RateControl.Bitrate bitrate
                ? bitrate.bitsPerSecond() / (pixels(target) * target.framesPerSecond())
                : Double.NaN;
    }

    private static double crf(Target target) {
        return target.rate() instanceof RateControl.ConstantQuality quality ? quality.crf() : Double.NaN;
    }

    private static double oneIf(boolean condition) {
        return condition ? 1 : 0;
    }
}
