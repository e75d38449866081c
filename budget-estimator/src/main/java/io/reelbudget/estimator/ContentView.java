package io.reelbudget.estimator;

import io.reelbudget.job.Complexity;
import io.reelbudget.job.Content;
import io.reelbudget.job.TrialEncode;
import java.util.Optional;
import java.util.OptionalDouble;

/** What may be known of a source's content: a formula for each, the one that tells most first. */
public enum ContentView {
    /** Trial encodes by x264, ultrafast and veryfast. */
    X264_TRIALS("libx264", "ultrafast", "veryfast", -1.0, -2.3, "trial encodes of its content"),
    /** Trial encodes by ffmpeg's MPEG-4 encoder, each picture by itself and each from the one before. */
    MPEG4_TRIALS("mpeg4", "intra", "inter", -1.2, -2.0, "trial encodes of its content"),
    /** The host's own measures. */
    COMPLEXITY("", "", "", 0.5, -1.5, "measures of its content"),
    /** Nothing but metadata. */
    METADATA("", "", "", 0, 0, "metadata alone");

    /** How many numbers tell the content. */
    static final int MEASURES = 2;

    /** A picture that stands still takes some bits, and one that is flat has some detail, too. */
    private static final double LEAST_BITS_PER_PIXEL = 0.002;

    private static final double LEAST_MEASURE = 0.02;

    private final String encoder;
    private final String first;
    private final String second;
    private final double usualDetail;
    private final double usualMotion;
    private final String words;

    ContentView(String encoder, String first, String second, double usualDetail, double usualMotion, String words) {
        this.encoder = encoder;
        this.first = first;
        this.second = second;
        this.usualDetail = usualDetail;
        this.usualMotion = usualMotion;
        this.words = words;
    }

    /** Returns the usual first measure, about which it is told. */
    double usualDetail() {
        return usualDetail;
    }

    /** Returns the usual second measure, about which it is told. */
    double usualMotion() {
        return usualMotion;
    }

    /** Returns what is known, in plain words. */
    String words() {
        return words;
    }

    /** Tells whether this much is known of a source's content. */
    public boolean isKnownOf(Content content) {
        return measures(content).isPresent();
    }

    /**
     * Returns two logarithms that tell the content, empty where they are not known. The trials' own time is none of
     * them: of a tenth of a second it is measured to a fifth, where bits are exact.
     */
    Optional<double[]> measures(Content content) {
        return switch (this) {
            case X264_TRIALS, MPEG4_TRIALS -> trials(content);
            case COMPLEXITY -> content.complexity().flatMap(ContentView::complexity);
            case METADATA -> Optional.of(new double[MEASURES]);
        };
    }

    private Optional<double[]> trials(Content content) {
        Optional<TrialEncode> one = content.trial(encoder, first);
        Optional<TrialEncode> two = content.trial(encoder, second);
        if (one.isEmpty() || two.isEmpty()) {
            return Optional.empty();
        }
        double still = one.get().bitsPerPixel();
        double moving =
                this == MPEG4_TRIALS ? moving(two.get(), still) : two.get().bitsPerPixel();
        return Optional.of(new double[] {log(still), log(moving)});
    }

    /**
     * Bits for a pixel of the frames that follow another. The first of each segment stands by itself and costs about
     * what an intra trial says; a trial of shorter segments would seem to move more.
     */
    private static double moving(TrialEncode inter, double still) {
        double alone = (double) inter.segments() / inter.frames();
        return (inter.bitsPerPixel() - alone * still) / Math.max(0.1, 1 - alone);
    }

    private static double log(double bitsPerPixel) {
        return Math.log(Math.max(LEAST_BITS_PER_PIXEL, bitsPerPixel));
    }

    private static Optional<double[]> complexity(Complexity complexity) {
        OptionalDouble detail = complexity.detail();
        OptionalDouble motion = complexity.motion();
        return detail.isPresent() && motion.isPresent()
                ? Optional.of(new double[] {
                    Math.log(detail.getAsDouble() + LEAST_MEASURE), Math.log(motion.getAsDouble() + LEAST_MEASURE)
                })
                : Optional.empty();
    }
}
