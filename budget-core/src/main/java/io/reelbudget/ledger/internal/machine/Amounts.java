package io.reelbudget.ledger.internal.machine;

import io.reelbudget.money.Amount;
import java.math.BigInteger;

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

    /** Returns how much more may be granted: announced grants have their room already. */
    static long roomToGrant(Account account) {
        return Math.max(0, Amount.MAX_MICROS - account.granted - account.grants.announced());
    }

    /**
     * Refuses grants by which totals could not be shown.
     *
     * @throws ArithmeticException if what was granted would leave the range of an {@link Amount}
     */
    static void requireRoomToGrant(Account account, long more) {
        if (more > roomToGrant(account)) {
            throw outOfRange(
                    account,
                    "granted and announced "
                            + BigInteger.valueOf(account.granted)
                                    .add(BigInteger.valueOf(account.grants.announced()))
                                    .add(BigInteger.valueOf(more)));
        }
    }

    /**
     * Refuses what is posted or held by which totals could not be shown, whatever of its grants an account loses. What
     * was held may always be posted.
     *
     * @throws ArithmeticException if what was posted and held would leave the range of an {@link Amount} together
     */
    static void requireRoomToSpend(Account account, long morePosted, long moreHeld) {
        long posted = Math.addExact(account.posted, morePosted);
        long sum = Math.addExact(posted, Math.addExact(account.held, moreHeld));
        boolean grows = Math.addExact(morePosted, moreHeld) > 0;
        if (posted > Amount.MAX_MICROS || (grows && sum > Amount.MAX_MICROS)) {
            throw outOfRange(account, "posted and held " + sum);
        }
    }

    private static ArithmeticException outOfRange(Account account, String what) {
        return new ArithmeticException("Account '" + account.path() + "' would have " + what + " millionths of "
                + account.unit() + " of all time but it must be at most " + Amount.MAX_MICROS
                + "; open an account that counts in a larger unit.");
    }
}
