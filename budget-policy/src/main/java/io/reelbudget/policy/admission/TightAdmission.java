package io.reelbudget.policy.admission;

import java.util.Optional;

/**
 * An admission after which more than half of what was left is held, until it is known what came of it: as soon as the
 * jobs that ran then have cost more than was left, or once all have ended.
 *
 * <p>This class is not thread-safe.
 */
final class TightAdmission<A> {

    private final A account;
    private final double left;
    private int running;
    private double cost;
    private boolean known;

    TightAdmission(A account, double left, int running) {
        this.account = account;
        this.left = left;
        this.running = running;
    }

    A account() {
        return account;
    }

    /** Takes note that one of its jobs ended; returns the outcome if that is what decided it. */
    Optional<TightOutcome> ended(double micros) {
        running--;
        cost += micros;
        if (known || (cost <= left && running > 0)) {
            return Optional.empty();
        }
        known = true;
        return Optional.of(cost > left ? TightOutcome.OVERSHOT : TightOutcome.KEPT);
    }
}
