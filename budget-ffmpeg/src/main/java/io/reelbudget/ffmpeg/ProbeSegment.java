package io.reelbudget.ffmpeg;

/**
 * A piece of a source that a probe samples.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param startSeconds where it was looked for, in seconds from the start, zero or more; it begins with the last picture
 *     before that which can be decoded without others
 * @param frames how many frames it has at most, more than zero
 */
public record ProbeSegment(double startSeconds, int frames) {

    public ProbeSegment {
        if (!(startSeconds >= 0 && startSeconds < Double.POSITIVE_INFINITY) || frames < 1) {
            throw new IllegalArgumentException("Segment began at " + startSeconds + " seconds and had " + frames
                    + " frames but must begin at zero or later and have at least one frame.");
        }
    }
}
