package io.reelbudget.policy.tier;

/**
 * One thing of a job that a tier forbids.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param what what it is about
 * @param asked what the job wants
 * @param allowed what the tier allows
 */
public record TierBreach(Kind what, String asked, String allowed) {

    /** What a tier can forbid. */
    public enum Kind {
        /** The format of a rendition. */
        CODEC,
        /** The size of a rendition's picture. */
        RESOLUTION,
        /** The job's place among others. */
        PRIORITY,
        /** How many jobs run at once. */
        CONCURRENCY,
        /** How fast, or how thoroughly, an encoder works. */
        SPEED
    }

    /** Returns it in a few words, such as {@code CODEC is AV1 but must be one of [H264]}. */
    @Override
    public String toString() {
        return what + " is " + asked + " but must be " + allowed;
    }
}
