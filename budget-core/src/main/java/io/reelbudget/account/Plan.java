package io.reelbudget.account;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.ZoneId;

/**
 * What an account may spend: an allowance granted at the start of every period, and how far below zero it may go.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param allowance what is granted for each period, zero or more; what is left of it expires with the period
 * @param periods when periods begin and end
 * @param overdraftLimit how far holds may take what is available below zero, zero or more, in the allowance's unit
 */
public record Plan(Amount allowance, CalendarMonths periods, Amount overdraftLimit) {

    public Plan {
        requireNotNegative("Allowance", allowance);
        requireNotNegative("Overdraft limit", overdraftLimit);
        allowance.requireSameUnit(overdraftLimit);
    }

    /** Returns a plan that grants an allowance on the first of every month by the calendar of a zone. */
    public static Plan monthly(Amount allowance, ZoneId zone) {
        return new Plan(allowance, new CalendarMonths(zone, 1), Amount.zero(allowance.unit()));
    }

    /** Returns this plan with periods that begin on another day of the month, 1 to 31. */
    public Plan withAnchorDay(int day) {
        return new Plan(allowance, new CalendarMonths(periods.zone(), day), overdraftLimit);
    }

    /** Returns this plan with an overdraft limit, zero or more. */
    public Plan withOverdraftLimit(Amount limit) {
        return new Plan(allowance, periods, limit);
    }

    /** Returns what the plan is counted in. */
    public Unit unit() {
        return allowance.unit();
    }

    private static void requireNotNegative(String what, Amount amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException(
                    what + " was " + amount + " but must be zero or more; use zero for none.");
        }
    }
}
