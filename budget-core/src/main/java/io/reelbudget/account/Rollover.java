package io.reelbudget.account;

import io.reelbudget.money.Amount;
import java.util.Optional;

/**
 * What becomes of an allowance that its period did not use up.
 *
 * <p>All implementations are immutable and thread-safe.
 */
public sealed interface Rollover {

    /** Returns the rule by which what is left is lost. */
    static Rollover none() {
        return new None();
    }

    /** Returns the rule by which all that is left may be spent in the next period. */
    static Rollover all() {
        return new Carried(Optional.empty(), 1);
    }

    /** Returns the rule by which so much of what is left may be spent in the next period. */
    static Rollover upTo(Amount cap) {
        return new Carried(Optional.of(cap), 1);
    }

    /** What is left is lost. */
    record None() implements Rollover {}

    /**
     * What is left becomes a grant of its own.
     *
     * @param cap how much all grants that were rolled over may have left together; no bound where empty
     * @param periods how many periods it may be spent in, 1 to {@value #FOREVER}; the latter means without end
     */
    record Carried(Optional<Amount> cap, int periods) implements Rollover {

        /** The number of periods of a grant that never expires. */
        public static final int FOREVER = 10_000;

        public Carried {
            if (cap.isPresent() && cap.get().isNegative()) {
                throw new IllegalArgumentException("Rollover cap was " + cap.get()
                        + " but must be zero or more; use Rollover.none() to roll nothing over.");
            }
            if (periods < 1 || periods > FOREVER) {
                throw new IllegalArgumentException("Rollover was for " + periods + " periods but must be for 1 to "
                        + FOREVER + "; the latter means without end.");
            }
        }
    }
}
