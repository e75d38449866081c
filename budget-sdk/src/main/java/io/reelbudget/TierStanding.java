package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.policy.tier.Tier;
import java.time.Instant;
import java.util.Optional;

/**
 * Which tier an account has now, and which next.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param level the account of the path whose tier it is: the nearest that was given or bought one, else the root
 * @param tier the tier of now
 * @param basis why it has it
 * @param next what follows, if a change is to come; a tier by the budget may change without one
 */
public record TierStanding(AccountPath level, Tier tier, Basis basis, Optional<Next> next) {

    /** Why an account has a tier. */
    public enum Basis {
        /** It was bought, or given by the host. */
        GIVEN,
        /** By the size of the root's budget in the running period. */
        BUDGET
    }

    /**
     * A change to come.
     *
     * @param tier the name of the tier; the one that the budget gives, where empty
     * @param from when it begins
     */
    public record Next(Optional<String> tier, Instant from) {}
}
