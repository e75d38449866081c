package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Period;
import io.reelbudget.money.Amount;
import java.time.Instant;

/**
 * What an account has at one instant, all in its plan's unit.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account whose it is
 * @param asOf the ledger's time at which it was read
 * @param granted all that was ever granted
 * @param posted all that was ever captured
 * @param held what open holds set aside
 * @param expired what was left of grants when they expired
 * @param overdraft what captures spent beyond all grants and no grant has paid off yet
 * @param overdraftLimit how far holds may take what is available below zero
 * @param period the plan's period that is running
 * @param grantedInPeriod what was granted since the period began
 * @param postedInPeriod what was captured since the period began
 */
public record Balance(
        AccountPath account,
        Instant asOf,
        Amount granted,
        Amount posted,
        Amount held,
        Amount expired,
        Amount overdraft,
        Amount overdraftLimit,
        Period period,
        Amount grantedInPeriod,
        Amount postedInPeriod) {

    /** Returns granted − posted − held − expired. It is negative after captures beyond what was granted. */
    public Amount available() {
        return granted.minus(posted).minus(held).minus(expired);
    }
}
