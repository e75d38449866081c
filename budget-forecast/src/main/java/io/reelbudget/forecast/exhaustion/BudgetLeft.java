package io.reelbudget.forecast.exhaustion;

/**
 * What is left of a budget, and for how long it must do. Amounts are in any unit, the same as those of the usage.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param per30Days what the budget grants for 30 days, more than zero
 * @param spent what of it is spent, zero or more
 * @param left what of it is left, more than zero
 * @param days how many days from now it is renewed, more than zero
 */
public record BudgetLeft(double per30Days, double spent, double left, double days) {

    public BudgetLeft {
        if (!(per30Days > 0 && spent >= 0 && left > 0 && days > 0)) {
            throw new IllegalArgumentException("Budget was " + per30Days + " per 30 days, " + spent + " spent and "
                    + left + " left for " + days + " days but what was spent must be zero or more and all else more"
                    + " than zero; an account with nothing left has run out already.");
        }
    }

    /** Returns this budget with so much left instead. */
    public BudgetLeft withLeft(double amount) {
        return new BudgetLeft(per30Days, spent, amount, days);
    }
}
