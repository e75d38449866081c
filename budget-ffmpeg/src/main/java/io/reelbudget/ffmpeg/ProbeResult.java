package io.reelbudget.ffmpeg;

import io.reelbudget.job.Content;
import io.reelbudget.job.Source;
import java.util.List;
import java.util.function.Function;

/** What came of probing a source. Each says what it took, so that it can be counted. */
public sealed interface ProbeResult {

    /** The longest reason that goes into an estimate: paths in it may be longer. */
    int MOST_CHARACTERS = 400;

    /** Returns the processor time it used, in seconds of one processor, zero or more. */
    double cpuSeconds();

    /**
     * The content is known.
     *
     * @param content what the trials took
     * @param segments which parts of the source were tried
     * @param cpuSeconds what the probe took; zero where it was remembered
     * @param origin whether it was measured now
     */
    record Probed(Content content, List<ProbeSegment> segments, double cpuSeconds, Origin origin)
            implements ProbeResult {
        public Probed {
            segments = List.copyOf(segments);
        }
    }

    /**
     * No probe was made, or none to its end, as it would have cost too much: the job can be estimated without.
     *
     * @param reason why, in one sentence
     * @param cpuSeconds what was used until that was seen
     */
    record Skipped(String reason, double cpuSeconds) implements ProbeResult {}

    /**
     * The source could not be probed.
     *
     * @param reason why, in one sentence
     * @param cpuSeconds what was used until then
     */
    record Failed(String reason, double cpuSeconds) implements ProbeResult {}

    /** Where a result comes from. */
    enum Origin {
        /** It was measured for this job. */
        MEASURED,
        /** An earlier probe of the same source was remembered. */
        REMEMBERED
    }

    /** Returns a source with what was learned of it; where nothing was, with the reason, which estimates repeat. */
    default Source told(Source source) {
        return source.withContent(fold(
                Probed::content,
                skipped -> source.content().withoutProbe(shortened(skipped.reason())),
                failed -> source.content().withoutProbe(shortened(failed.reason()))));
    }

    private static String shortened(String reason) {
        return reason.length() <= MOST_CHARACTERS ? reason : reason.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    /** Returns what one of the functions makes of this result. */
    default <T> T fold(Function<Probed, T> probed, Function<Skipped, T> skipped, Function<Failed, T> failed) {
        if (this instanceof Probed known) {
            return probed.apply(known);
        }
        if (this instanceof Skipped none) {
            return skipped.apply(none);
        }
        return failed.apply((Failed) this);
    }
}
