package io.reelbudget.ledger.internal.machine;

import io.reelbudget.money.Amount;

/** Amounts as the millionths that an account counts. */
final class Amounts {

    private Amounts() {}

    /**
     * Returns the millionths of an amount in an account's unit.
     *
     * @throws io.reelbudget.money.UnitMismatchException if it is in another unit
     */
    static long micros(Account account, Amount amount) {
        if (!amount.unit().equals(account.unit())) {
            Amount.zero(account.unit()).requireSameUnit(amount);
        }
        return amount.micros();
    }
}
