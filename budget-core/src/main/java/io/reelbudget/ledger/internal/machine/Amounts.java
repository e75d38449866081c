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

    /**
     * Refuses totals that could not be shown.
     *
     * @throws ArithmeticException if one of them would leave the range of an {@link Amount}
     */
    static void requireRoom(Account account, long moreGranted, long morePosted, long moreHeld, long moreExpired) {
        long granted = Math.addExact(account.granted, moreGranted);
        long posted = Math.addExact(account.posted, morePosted);
        long held = Math.addExact(account.held, moreHeld);
        long expired = Math.addExact(account.expired, moreExpired);
        long available = granted - posted - held - expired;
        boolean fits = granted <= Amount.MAX_MICROS
                && posted <= Amount.MAX_MICROS
                && held <= Amount.MAX_MICROS
                && expired <= Amount.MAX_MICROS
                && available >= -Amount.MAX_MICROS;
        if (!fits) {
            throw new ArithmeticException("Account '" + account.path() + "' would have granted " + granted
                    + ", posted " + posted + ", held " + held + " and expired " + expired + " millionths of "
                    + account.unit() + " but each must be within ±" + Amount.MAX_MICROS
                    + "; open an account that counts in a larger unit.");
        }
    }
}
