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
    public static final String VERSION = "job-features/2";

    private static final double PIXELS_PER_MEGAPIXEL = 1e6;

    private static final String TARGET_PIXELS = "target_pixels";
    private static final String TARGET_FPS = "target_fps";
    private static final String ASKED_BITS = "target_bits_per_second";
    private static final String TARGET_CRF = "target_crf";

    private record Feature(String name, ToDoubleBiFunction<Source, Target> value) {}

    private static final List<Feature> FEATURES = List.of(
            new Feature("source_bits_per_pixel", (s, t) -> sourceBitsPerPixel(s)),
            new Feature("source_is_raw", (s, t) -> oneIf(s.codec() == VideoCodec.RAW)),
            new Feature("source_is_h264", (s, t) -> oneIf(s.codec() == VideoCodec.H264)),
            new Feature(TARGET_PIXELS, (s, t) -> pixels(t)),
            new Feature(TARGET_FPS, (s, t) -> t.framesPerSecond()),
            new Feature(ASKED_BITS, (s, t) -> askedBits(t)),
            new Feature(TARGET_CRF, (s, t) -> crf(t)),
            new Feature("preset_speed", (s, t) -> PresetSpeed.of(t.preset())),
            content("x264_detail", ContentView.X264_TRIALS, 0),
            content("x264_motion", ContentView.X264_TRIALS, 1),
            content("mpeg4_detail", ContentView.MPEG4_TRIALS, 0),
            content("mpeg4_motion", ContentView.MPEG4_TRIALS, 1),
            content("measured_detail", ContentView.COMPLEXITY, 0),
            content("measured_motion", ContentView.COMPLEXITY, 1),
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
        directions[NAMES.indexOf(TARGET_PIXELS)] = 1;
        directions[NAMES.indexOf(TARGET_FPS)] = 1;
        directions[NAMES.indexOf(ASKED_BITS)] = 1;
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
        copy[NAMES.indexOf(ASKED_BITS)] = Float.NaN;
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

    private static Feature content(String name, ContentView view, int measure) {
        return new Feature(name, (s, t) -> view.measures(s.content())
                .map(measures -> measures[measure])
                .orElse(Double.NaN));
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

    /** Bits a second rather than a pixel: a tree that knows them both may rise with the picture's size alone. */
    private static double askedBits(Target target) {
        return target.rate() instanceof RateControl.Bitrate bitrate ? bitrate.bitsPerSecond() : Double.NaN;
    }

    private static double crf(Target target) {
        return target.rate() instanceof RateControl.ConstantQuality quality ? quality.crf() : Double.NaN;
    }

    private static double oneIf(boolean condition) {
        return condition ? 1 : 0;
    }
}
