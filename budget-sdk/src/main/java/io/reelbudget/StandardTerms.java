package io.reelbudget;

import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.RateCard;

/** The terms of accounts that are opened without any. */
final class StandardTerms {

    /**
     * What a processor hour of a small instance costs on demand: 0.0425 USD, half of the 0.085 USD an hour at which two
     * virtual processors (c5.large, Linux) were listed in the US in 2024. Illustrative; a host has its own.
     */
    static final RateCard ILLUSTRATIVE_USD =
            RateCard.perCpuHour("illustrative-2026-11", Amount.parse("0.0425", Unit.USD));

    private StandardTerms() {}

    static AccountTerms forUnit(Unit unit) {
        if (unit.equals(Unit.USD)) {
            return AccountTerms.pricedBy(ILLUSTRATIVE_USD);
        }
        if (unit.equals(Unit.VCPU_SECONDS)) {
            return AccountTerms.pricedBy(RateCard.vcpuSeconds());
        }
        throw new IllegalArgumentException("Plan was in " + unit
                + " but must be in USD or vCPU-s to have standard prices; open the account with terms of its own.");
    }
}
