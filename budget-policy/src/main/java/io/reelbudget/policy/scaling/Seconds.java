package io.reelbudget.policy.scaling;

import java.time.Duration;
import java.time.Instant;

/** Times as seconds with a fraction, for arithmetic; far ones count as ten years. */
final class Seconds {

    private static final Duration FAR = Duration.ofDays(3650);

    private Seconds() {}

    static double of(Duration time) {
        return time.toSeconds() + time.toNanosPart() / 1e9;
    }

    static double between(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return of(time.compareTo(FAR) > 0 ? FAR : time);
    }

    /** Returns a time, rounded up to a millisecond and at most {@link #FAR}. */
    static Duration time(double seconds) {
        return Duration.ofMillis((long) Math.ceil(1000 * Math.min(seconds, (double) FAR.toSeconds())));
    }
}
