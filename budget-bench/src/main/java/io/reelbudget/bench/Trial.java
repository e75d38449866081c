package io.reelbudget.bench;

import io.reelbudget.job.Source;
import io.reelbudget.job.Target;

/**
 * One encode to measure.
 *
 * @param number its place in the design
 * @param from what it reads
 * @param seconds how much of that, from its start
 * @param target what it makes
 */
record Trial(long number, TrialSource from, double seconds, Target target) {

    /** Returns the source as long as the part that is used. */
    Source source() {
        Source whole = from.source();
        return new Source(
                whole.container(),
                whole.codec(),
                whole.width(),
                whole.height(),
                whole.framesPerSecond(),
                seconds,
                whole.bitsPerSecond(),
                whole.bytes());
    }
}
