package io.reelbudget.job;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of a video's content beyond its metadata.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param complexity the host's own measures, where it has some
 * @param trials what cheap encodes of it took, at most {@value #MAX_TRIALS}; none where it was not probed
 * @param decodeSecondsPerMegapixel seconds of one processor's time to read and decode a million of its pixels, where
 *     that was measured; more than zero and finite
 * @param unprobed why a probe told nothing, in one sentence of at most {@value #MAX_SENTENCE} characters, where one was
 *     wanted; estimates repeat it
 */
public record Content(
        Optional<Complexity> complexity,
        List<TrialEncode> trials,
        OptionalDouble decodeSecondsPerMegapixel,
        Optional<String> unprobed) {

    static final int MAX_TRIALS = 16;
    static final int MAX_SENTENCE = 500;

    private static final Content UNKNOWN = new Content(Optional.empty(), List.of(), OptionalDouble.empty());

    public Content {
        trials = List.copyOf(trials);
        Checks.requireCount("Trial encodes", trials.size(), 0, MAX_TRIALS);
        if (decodeSecondsPerMegapixel.isPresent()) {
            double seconds = decodeSecondsPerMegapixel.getAsDouble();
            if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("Content's decoding seconds per megapixel were " + seconds
                        + " but must be more than zero and finite; leave it empty where it is not known.");
            }
        }
        unprobed.ifPresent(Content::requireSentence);
        if (unprobed.isPresent() && !trials.isEmpty()) {
            throw new IllegalArgumentException("Content had " + trials.size() + " trial encodes but was said to be"
                    + " unprobed, as '" + unprobed.get() + "'; give one of both.");
        }
    }

    /** Makes the content of a source that no probe was refused of. */
    public Content(
            Optional<Complexity> complexity, List<TrialEncode> trials, OptionalDouble decodeSecondsPerMegapixel) {
        this(complexity, trials, decodeSecondsPerMegapixel, Optional.empty());
    }

    /** Returns that nothing is known. */
    public static Content unknown() {
        return UNKNOWN;
    }

    /** Returns this content with the host's own measures. */
    public Content withComplexity(Complexity newComplexity) {
        return new Content(Optional.of(newComplexity), trials, decodeSecondsPerMegapixel, unprobed);
    }

    /** Returns this content with other trials, which take the place of why there were none. */
    public Content withTrials(List<TrialEncode> newTrials) {
        return new Content(complexity, newTrials, decodeSecondsPerMegapixel);
    }

    /** Returns this content with another decoding time. */
    public Content withDecodeSecondsPerMegapixel(double seconds) {
        return new Content(complexity, trials, OptionalDouble.of(seconds), unprobed);
    }

    /**
     * Returns this content without trials, and why there are none.
     *
     * @param reason one sentence of 1 to {@value #MAX_SENTENCE} characters
     */
    public Content withoutProbe(String reason) {
        return new Content(complexity, List.of(), decodeSecondsPerMegapixel, Optional.of(reason));
    }

    /** Returns what the trial by an encoder at a preset took, where there was one. */
    public Optional<TrialEncode> trial(String encoder, String preset) {
        return trials.stream()
                .filter(each -> each.encoder().equals(encoder) && each.preset().equals(preset))
                .findFirst();
    }

    private static void requireSentence(String reason) {
        if (reason.isBlank() || reason.length() > MAX_SENTENCE) {
            throw new IllegalArgumentException("Why there was no probe had " + reason.length()
                    + " characters but must be one sentence of 1 to " + MAX_SENTENCE
                    + (reason.isBlank() ? "; say why." : "; shorten it."));
        }
    }
}
