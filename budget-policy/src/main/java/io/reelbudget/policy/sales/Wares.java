package io.reelbudget.policy.sales;

import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is sold.
 *
 * <p>All kinds are immutable and thread-safe.
 */
public sealed interface Wares {

    /** Returns what one of three functions makes of this. */
    <T> T fold(Function<Units, T> units, Function<TopUp, T> topUp, Function<TierPass, T> tierPass);

    /** Returns what it is, in a few words for the payer. */
    String summary();

    /**
     * Units of allowance, which do not expire: compute, or money to spend on jobs.
     *
     * @param amount how much, in the unit of the account's plan; more than zero
     */
    record Units(Amount amount) implements Wares {
        public Units {
            requirePositive(amount);
        }

        @Override
        public <T> T fold(Function<Units, T> units, Function<TopUp, T> topUp, Function<TierPass, T> tierPass) {
            return units.apply(this);
        }

        @Override
        public String summary() {
            return amount + " of allowance";
        }
    }

    /**
     * An automatic top-up that the ledger asked for, see {@link io.reelbudget.ledger.PendingTopUp}.
     *
     * @param request its number
     * @param amount how much; more than zero
     */
    record TopUp(long request, Amount amount) implements Wares {
        public TopUp {
            requirePositive(amount);
        }

        @Override
        public <T> T fold(Function<Units, T> units, Function<TopUp, T> topUp, Function<TierPass, T> tierPass) {
            return topUp.apply(this);
        }

        @Override
        public String summary() {
            return amount + " of allowance by automatic top-up";
        }
    }

    /**
     * A tier for some time.
     *
     * @param tier its name
     * @param from when it begins
     * @param until when it ends, after {@code from}
     * @param over in place of which tier it was priced: the one that the account was given or bought for the time at
     *     which this begins; the one by its budget, where empty. It is sold only while that is still so
     */
    record TierPass(String tier, Instant from, Instant until, Optional<String> over) implements Wares {
        public TierPass {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException("Tier '" + tier + "' was to last from " + from + " until " + until
                        + " but must end after it begins; buy it for the next period.");
            }
        }

        @Override
        public <T> T fold(Function<Units, T> units, Function<TopUp, T> topUp, Function<TierPass, T> tierPass) {
            return tierPass.apply(this);
        }

        /** Returns whether it is for some of the time that another is for. */
        public boolean overlaps(TierPass other) {
            return from.isBefore(other.until) && other.from.isBefore(until);
        }

        @Override
        public String summary() {
            return "tier " + tier + " until " + until;
        }
    }

    private static void requirePositive(Amount amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException(
                    "Units to sell were " + amount + " but must be more than zero; sell what is needed.");
        }
    }
}
