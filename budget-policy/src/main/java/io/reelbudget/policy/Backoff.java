package io.reelbudget.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * When something that failed may be tried again: after 30 seconds, then after twice as long each time, up to an hour.
 *
 * @param failures how often it failed in a row, zero or more
 * @param notBefore when it may be tried again
 */
record Backoff(int failures, Instant notBefore) {

    static final Backoff NONE = new Backoff(0, Instant.EPOCH);

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    Backoff afterFailure(Instant now) {
        // Seven doublings of the first exceed the longest.
        Duration wait = FIRST.multipliedBy(1L << Math.min(failures, 7));
        return new Backoff(failures + 1, now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST));
    }

    boolean isOver(Instant now) {
        return !now.isBefore(notBefore);
    }
}
