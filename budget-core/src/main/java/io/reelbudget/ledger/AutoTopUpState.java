package io.reelbudget.ledger;

import io.reelbudget.account.AutoTopUp;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.Optional;

/**
 * How far an account's automatic top-up is.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param rule what its plan says
 * @param bought how much counts against the rule's cap in the period of the cap that runs, what is pending included
 * @param pending how much was asked for and waits for its payment
 * @param last when it last bought or asked; empty where it never did
 */
public record AutoTopUpState(AutoTopUp rule, Amount bought, Amount pending, Optional<Instant> last) {

    /** Returns how much it may still buy in the period of the cap that runs, zero or more; pending amounts not. */
    public Amount leftOfCap() {
        Amount left = rule.cap().minus(bought);
        return left.isNegative() ? Amount.zero(left.unit()) : left;
    }
}
