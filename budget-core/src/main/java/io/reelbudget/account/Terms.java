package io.reelbudget.account;

import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How an account is treated where money is short or given back. What is empty is as on the account above; on a root as
 * said with each component.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param overdraftLimit how far holds may take what is available below zero; zero on a root
 * @param carriedDebt how much of what captures spent beyond all grants is carried into the next period, the rest is
 *     forgiven; all of it on a root
 * @param reissue how long a refund may be spent whose grant has expired meanwhile, cut to the second, zero for not at
 *     all; 30 days on a root
 */
public record Terms(Optional<Amount> overdraftLimit, Optional<DebtCarry> carriedDebt, Optional<Duration> reissue) {

    /** How long a refund to an expired grant may be spent where no account says otherwise. */
    public static final Duration DEFAULT_REISSUE = Duration.ofDays(30);

    private static final Duration LONGEST_REISSUE = Duration.ofDays(3_660);

    private static final Terms INHERITED = new Terms(Optional.empty(), Optional.empty(), Optional.empty());

    public Terms {
        reissue = reissue.map(validity -> validity.truncatedTo(ChronoUnit.SECONDS));
        if (overdraftLimit.isPresent() && overdraftLimit.get().isNegative()) {
            throw new IllegalArgumentException(
                    "Overdraft limit was " + overdraftLimit.get() + " but must be zero or more; use zero for none.");
        }
        if (reissue.isPresent() && (reissue.get().isNegative() || reissue.get().compareTo(LONGEST_REISSUE) > 0)) {
            throw new IllegalArgumentException("Refunds were to be spent within " + reissue.get()
                    + " but it must be zero to " + LONGEST_REISSUE.toDays() + " days; use zero for not at all.");
        }
    }

    /** Returns the terms of the account above. */
    public static Terms inherited() {
        return INHERITED;
    }

    /** Returns these terms with an overdraft limit. */
    public Terms withOverdraftLimit(Amount limit) {
        return new Terms(Optional.of(limit), carriedDebt, reissue);
    }

    /** Returns these terms with a rule for debt at the end of a period. */
    public Terms withCarriedDebt(DebtCarry carry) {
        return new Terms(overdraftLimit, Optional.of(carry), reissue);
    }

    /** Returns these terms with a time within which refunds to expired grants may be spent. */
    public Terms withReissue(Duration validity) {
        return new Terms(overdraftLimit, carriedDebt, Optional.of(validity));
    }
}
