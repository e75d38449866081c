package io.reelbudget.cli.serve;

import io.reelbudget.AccountTerms;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.RateCard;
import java.util.List;
import java.util.Optional;

/** Gives a ledger's accounts the usual terms, since a ledger keeps none. */
final class LedgerTerms {

    private LedgerTerms() {}

    /** Returns how many accounts there are; those in units without usual prices are shown, but their jobs unpriced. */
    static int resume(Reelbudget budgets) {
        List<AccountPath> accounts = budgets.ledger().blocking().accounts();
        for (AccountPath account : accounts) {
            Balance balance = budgets.balance(account);
            usual(balance.granted().unit()).ifPresent(terms -> budgets.resume(account, terms));
        }
        return accounts.size();
    }

    private static Optional<AccountTerms> usual(Unit unit) {
        if (unit.equals(Unit.USD)) {
            return Optional.of(AccountTerms.pricedBy(AccountTerms.illustrativeUsd()));
        }
        return unit.equals(Unit.VCPU_SECONDS)
                ? Optional.of(AccountTerms.pricedBy(RateCard.vcpuSeconds()))
                : Optional.empty();
    }
}
