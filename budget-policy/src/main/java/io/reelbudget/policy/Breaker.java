package io.reelbudget.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps one kind of hook from being called while it only fails: after five failures in a row it is left alone for 30
 * seconds, then tried by one call; fails that, too, it is left alone again.
 *
 * <p>This class is thread-safe.
 */
final class Breaker {

    /** So many failures in a row open it. */
    static final int FAILURES = 5;

    static final Duration OPEN_FOR = Duration.ofSeconds(30);

    private final InstantSource clock;
    private int failures;
    private Instant closedAgain = Instant.EPOCH;

    Breaker(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns whether a call may be made; of several that ask when the time is over, one may. */
    synchronized boolean mayCall() {
        if (failures < FAILURES) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(closedAgain)) {
            return false;
        }
        closedAgain = now.plus(OPEN_FOR);
        return true;
    }

    synchronized void succeeded() {
        failures = 0;
    }

    synchronized void failed() {
        failures = Math.min(FAILURES, failures + 1);
        if (failures == FAILURES) {
            closedAgain = clock.instant().plus(OPEN_FOR);
        }
    }
}
