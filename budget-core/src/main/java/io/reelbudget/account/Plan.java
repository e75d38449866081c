package io.reelbudget.account;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an account may spend. An <em>allowance</em> is a grant that recurs: it says what may be spent at all. A
 * <em>limit</em> is a cap on what is spent and held within a window, whatever was granted.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param funding whether grants decide what may be spent
 * @param allowance what is granted for each period, zero or more; zero means nothing is
 * @param periods when periods begin and end; what is left of an allowance expires with its period
 * @param renewal when the allowance of a period is granted
 * @param rollover what becomes of an allowance that was not used up
 * @param limits caps besides the grants, at most {@value #MAX_LIMITS}; all must pass
 * @param terms how the account is treated where money is short or given back
 * @param autoTopUp buys more by itself; empty where it does not
 */
public record Plan(
        Funding funding,
        AmountSchedule allowance,
        Periods periods,
        Renewal renewal,
        Rollover rollover,
        List<Limit> limits,
        Terms terms,
        Optional<AutoTopUp> autoTopUp) {

    /** How many limits a plan may have. */
    public static final int MAX_LIMITS = 16;

    /** Whether grants decide what may be spent. */
    public enum Funding {
        /** Only what was granted may be spent, and the overdraft. */
        GRANTS,
        /** Everything may be spent that limits, and the accounts above, let through. */
        UNLIMITED
    }

    public Plan {
        limits = List.copyOf(limits);
        if (limits.size() > MAX_LIMITS) {
            throw new IllegalArgumentException("Plan had " + limits.size() + " limits but must have at most "
                    + MAX_LIMITS + "; give accounts above it the others.");
        }
        Amount unit = Amount.zero(allowance.unit());
        limits.forEach(limit -> unit.requireSameUnit(Amount.zero(limit.cap().unit())));
        terms.overdraftLimit().ifPresent(unit::requireSameUnit);
        if (terms.carriedDebt().isPresent() && terms.carriedDebt().get() instanceof DebtCarry.UpTo upTo) {
            unit.requireSameUnit(upTo.cap());
        }
        if (rollover instanceof Rollover.Carried carried) {
            carried.cap().ifPresent(unit::requireSameUnit);
        }
        autoTopUp.ifPresent(topUp -> unit.requireSameUnit(topUp.target()));
        if (funding == Funding.UNLIMITED && (!allowance.isAlwaysZero() || autoTopUp.isPresent())) {
            throw new IllegalArgumentException("Plan was unlimited but had an allowance or automatic top-ups;"
                    + " an unlimited plan must have neither; use limits to cap it.");
        }
    }

    /** Returns a plan that grants an allowance for each period. */
    public static Plan each(Periods periods, Amount allowance) {
        return new Plan(
                Funding.GRANTS,
                AmountSchedule.always(allowance),
                periods,
                Renewal.AUTOMATIC,
                Rollover.none(),
                List.of(),
                Terms.inherited(),
                Optional.empty());
    }

    /** Returns a plan that grants an allowance on the first of every month by the calendar of a zone. */
    public static Plan monthly(Amount allowance, ZoneId zone) {
        return each(Periods.months(zone), allowance);
    }

    /** Returns a plan that grants an amount once, which does not expire. */
    public static Plan once(Amount amount) {
        return onceUntil(amount, SinglePeriod.NEVER);
    }

    /** Returns a plan that grants an amount once, what is left of which is lost at an instant. */
    public static Plan onceUntil(Amount amount, Instant end) {
        return each(new SinglePeriod(end), amount).withRenewal(Renewal.ONCE);
    }

    /** Returns a plan that grants nothing by itself: only top-ups may be spent. */
    public static Plan prepaid(Unit unit, ZoneId zone) {
        return monthly(Amount.zero(unit), zone);
    }

    /**
     * Returns a plan without bounds of its own: limits, and the accounts above, still hold. Months of the zone are the
     * periods that its balance shows.
     */
    public static Plan unlimited(Unit unit, ZoneId zone) {
        Plan prepaid = prepaid(unit, zone);
        return new Plan(
                Funding.UNLIMITED,
                prepaid.allowance,
                prepaid.periods,
                prepaid.renewal,
                prepaid.rollover,
                prepaid.limits,
                prepaid.terms,
                prepaid.autoTopUp);
    }

    /**
     * Returns this plan with months that begin on another day, 1 to 31.
     *
     * @throws IllegalStateException if its periods are not calendar months, quarters or years
     */
    public Plan withAnchorDay(int day) {
        if (periods instanceof CalendarMonths months) {
            return withPeriods(new CalendarMonths(months.zone(), day, months.length(), months.firstMonth()));
        }
        throw new IllegalStateException("Periods were " + periods
                + " but must be calendar months, quarters or years to have an anchor day; choose such periods first.");
    }

    /** Returns this plan with other periods. */
    public Plan withPeriods(Periods other) {
        return new Plan(funding, allowance, other, renewal, rollover, limits, terms, autoTopUp);
    }

    /** Returns this plan with an allowance that varies by period. */
    public Plan withAllowance(AmountSchedule other) {
        return new Plan(funding, other, periods, renewal, rollover, limits, terms, autoTopUp);
    }

    /** Returns this plan with another way to renew. */
    public Plan withRenewal(Renewal other) {
        return new Plan(funding, allowance, periods, other, rollover, limits, terms, autoTopUp);
    }

    /** Returns this plan with a rule for what a period did not use up. */
    public Plan withRollover(Rollover other) {
        return new Plan(funding, allowance, periods, renewal, other, limits, terms, autoTopUp);
    }

    /** Returns this plan with one more limit. */
    public Plan withLimit(Limit limit) {
        List<Limit> more = new ArrayList<>(limits);
        more.add(limit);
        return new Plan(funding, allowance, periods, renewal, rollover, more, terms, autoTopUp);
    }

    /** Returns this plan with other terms. */
    public Plan withTerms(Terms other) {
        return new Plan(funding, allowance, periods, renewal, rollover, limits, other, autoTopUp);
    }

    /** Returns this plan with an overdraft limit, zero or more. */
    public Plan withOverdraftLimit(Amount limit) {
        return withTerms(terms.withOverdraftLimit(limit));
    }

    /** Returns this plan with automatic top-ups. */
    public Plan withAutoTopUp(AutoTopUp topUp) {
        return new Plan(funding, allowance, periods, renewal, rollover, limits, terms, Optional.of(topUp));
    }

    /** Returns what the plan is counted in. */
    public Unit unit() {
        return allowance.unit();
    }

    /** Returns whether grants do not bound what may be spent. */
    public boolean isUnlimited() {
        return funding == Funding.UNLIMITED;
    }
}
