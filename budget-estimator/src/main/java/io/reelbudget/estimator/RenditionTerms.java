package io.reelbudget.estimator;

import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One rendition as the terms of a linear formula for the logarithm of what a pixel costs: a named, versioned list in a
 * fixed order. Each is zero for something usual, so that a formula's weights can be read.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class RenditionTerms {

    /** The version of this list. */
    public static final String VERSION = "rendition-terms/1";

    /** What a term is about, for telling people what made a job dear. */
    public enum Topic {
        /** The same for all. */
        BASE("what all have in common"),
        /** Pixels of a frame, and what they were scaled from. */
        SIZE("the size of the picture"),
        /** Frames per second. */
        FRAME_RATE("the frame rate"),
        /** Start-up is spread over more frames of a longer video. */
        LENGTH("the length"),
        /** Bits or quality asked for. */
        RATE("the bits or the quality asked for"),
        /** How fast the encoder is told to be. */
        PRESET("the preset"),
        /** What the source shows, as probes or measures tell. */
        CONTENT("detail and motion"),
        /** How many bits the source has. */
        SOURCE("the bits of the source");

        private final String words;

        Topic(String words) {
            this.words = words;
        }

        /** Returns it in plain words. */
        String words() {
            return words;
        }
    }

    private record Term(String name, Topic topic) {}

    private static final List<Term> TERMS = List.of(
            new Term("one", Topic.BASE),
            new Term("log_pixels", Topic.SIZE),
            new Term("log_scale", Topic.SIZE),
            new Term("log_fps", Topic.FRAME_RATE),
            new Term("log_seconds", Topic.LENGTH),
            new Term("is_quality", Topic.RATE),
            new Term("log_asked_bits", Topic.RATE),
            new Term("crf", Topic.RATE),
            new Term("speed", Topic.PRESET),
            new Term("speed_squared", Topic.PRESET),
            new Term("speed_x_asked_bits", Topic.RATE),
            new Term("speed_x_crf", Topic.RATE),
            new Term("source_bits", Topic.SOURCE),
            new Term("detail", Topic.CONTENT),
            new Term("motion", Topic.CONTENT),
            new Term("detail_x_quality", Topic.CONTENT),
            new Term("motion_x_quality", Topic.CONTENT),
            new Term("detail_x_speed", Topic.CONTENT),
            new Term("motion_x_speed", Topic.CONTENT),
            new Term("motion_x_crf", Topic.CONTENT),
            new Term("motion_x_asked_bits", Topic.CONTENT),
            new Term("detail_x_asked_bits", Topic.CONTENT),
            new Term("detail_squared", Topic.CONTENT),
            new Term("motion_squared", Topic.CONTENT),
            new Term("detail_x_motion", Topic.CONTENT),
            new Term("detail_x_pixels", Topic.CONTENT),
            new Term("motion_x_pixels", Topic.CONTENT));

    private static final double USUAL_PIXELS = 500_000;
    private static final double USUAL_FPS = 25;
    private static final double USUAL_SECONDS = 5;
    private static final double USUAL_BITS_PER_PIXEL = 0.1;
    private static final double USUAL_CRF = 30;
    private static final double CRF_STEP = 6;
    private static final double USUAL_SPEED = 7;
    private static final double SPEED_STEP = 3;

    /** The start's share of a longer video is as good as nothing. */
    private static final double MOST_SECONDS = Math.log(4);

    /** How far the logarithms of detail and motion may lie from the usual: nothing beyond was measured. */
    public static final double MOST_CONTENT = 3;

    /** A logarithm beyond this is of something absurd, about which nothing was measured. */
    private static final double MOST = 6;

    private RenditionTerms() {}

    /** Returns the names of the terms in their order. */
    public static List<String> names() {
        return TERMS.stream().map(Term::name).toList();
    }

    /** Returns how many terms there are. */
    public static int count() {
        return TERMS.size();
    }

    /** Returns where a term stands in their order. */
    public static int indexOf(String name) {
        return names().indexOf(name);
    }

    /** Returns what a term is about. */
    static Topic topic(int term) {
        return TERMS.get(term).topic();
    }

    /** Returns the SHA-256 of the version and the names in their order, as 64 hexadecimal digits. */
    public static String schemaHash() {
        return Sha256.hexOf((VERSION + "\n" + String.join("\n", names())).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the terms of a rendition, in the order of {@link #names}, all finite.
     *
     * @throws IllegalArgumentException if the source's content is not known in this view
     */
    public static double[] of(Source source, Target target, ContentView view) {
        double[] content = view.measures(source.content())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Source's content was not known by " + view + " but must be; probe it or ask for another."));
        double detail = contentWithin(content[0] - view.usualDetail());
        double motion = contentWithin(content[1] - view.usualMotion());
        double pixels = (double) target.width() * target.height();
        double speed = speed(target);
        boolean isQuality = target.rate() instanceof RateControl.ConstantQuality;
        double quality = isQuality ? 1 : 0;
        double asked = target.rate() instanceof RateControl.Bitrate bitrate
                ? log(bitrate.bitsPerSecond() / (pixels * target.framesPerSecond()), USUAL_BITS_PER_PIXEL)
                : 0;
        double crf = target.rate() instanceof RateControl.ConstantQuality constant
                ? (constant.crf() - USUAL_CRF) / CRF_STEP
                : 0;
        return new double[] {
            1,
            log(pixels, USUAL_PIXELS),
            log(pixels, (double) source.width() * source.height()),
            log(target.framesPerSecond(), USUAL_FPS),
            Math.min(MOST_SECONDS, log(source.durationSeconds(), USUAL_SECONDS)),
            quality,
            asked,
            crf,
            speed,
            speed * speed,
            speed * asked,
            speed * crf,
            sourceBits(source),
            detail,
            motion,
            detail * quality,
            motion * quality,
            detail * speed,
            motion * speed,
            motion * crf,
            motion * asked,
            detail * asked,
            detail * detail,
            motion * motion,
            detail * motion,
            detail * log(pixels, USUAL_PIXELS),
            motion * log(pixels, USUAL_PIXELS),
        };
    }

    private static double speed(Target target) {
        double speed = PresetSpeed.of(target.preset());
        return Double.isNaN(speed) ? 0 : (Math.max(-2, Math.min(16, speed)) - USUAL_SPEED) / SPEED_STEP;
    }

    /** Raw video says nothing about its content by its size; what is unknown counts as usual. */
    private static double sourceBits(Source source) {
        if (source.bitsPerSecond() == 0 || source.codec() == VideoCodec.RAW) {
            return 0;
        }
        double perPixel =
                source.bitsPerSecond() / ((double) source.width() * source.height() * source.framesPerSecond());
        return log(perPixel, USUAL_BITS_PER_PIXEL);
    }

    private static double log(double value, double usual) {
        return within(Math.log(value / usual));
    }

    private static double contentWithin(double logarithm) {
        return Math.max(-MOST_CONTENT, Math.min(MOST_CONTENT, logarithm));
    }

    private static double within(double logarithm) {
        return Math.max(-MOST, Math.min(MOST, logarithm));
    }
}
