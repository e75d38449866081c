package io.reelbudget.licence;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How fees that would all be owed get along. Fees without a rule are added up.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param kind what happens
 * @param scope to what it happens
 * @param fees the ids of the fees, at least two, each once; the order matters to {@link Kind#OFFSET} and breaks ties
 * @param times for {@link Kind#BUNDLE} by what all of them are multiplied, 0 to 1; empty for all others
 */
public record StackingRule(Kind kind, Scope scope, List<String> fees, Optional<BigDecimal> times) {

    /** What happens to fees that would all be owed. */
    public enum Kind {
        /** Only the lowest of them is owed. */
        LOWER_OF,
        /** Only the highest of them is owed. */
        HIGHER_OF,
        /** Where more than one is owed, each is multiplied. */
        BUNDLE,
        /** What is owed by the first is taken off the second, what is left of it off the third, and so on. */
        OFFSET
    }

    /** To what a rule applies. */
    public enum Scope {
        /** To what each job adds, before credits and caps: two per cent of each title's price, or a price for it. */
        JOB,
        /** To what is owed for the whole period, after credits and caps of its own: a royalty, or a yearly minimum. */
        PERIOD
    }

    public StackingRule {
        fees = List.copyOf(fees);
        if (fees.size() < 2 || new HashSet<>(fees).size() != fees.size()) {
            throw new IllegalArgumentException(
                    "Rule " + kind + " was for " + fees + " but must be for two fees at least, each named once.");
        }
        boolean bundle = kind == Kind.BUNDLE;
        if (bundle != times.isPresent() || times.filter(StackingRule::isShare).isPresent() != bundle) {
            throw new IllegalArgumentException("Rule " + kind + " for " + fees + " multiplied by "
                    + times.map(BigDecimal::toString).orElse("nothing")
                    + " but a BUNDLE must multiply by 0 to 1 and no other rule may; 0.8 takes off a fifth.");
        }
    }

    private static boolean isShare(BigDecimal factor) {
        return factor.signum() >= 0 && factor.compareTo(BigDecimal.ONE) <= 0;
    }
}
