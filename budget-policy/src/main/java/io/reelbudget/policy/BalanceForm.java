package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Period;
import io.reelbudget.ledger.Balance;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A balance as notes say it: in millionths of one unit. */
record BalanceForm(
        AccountPath account,
        Instant asOf,
        Unit unit,
        long granted,
        long posted,
        long held,
        long expired,
        long overdraft,
        long overdraftLimit,
        Period period,
        long grantedInPeriod,
        long postedInPeriod) {

    static BalanceForm of(Balance balance) {
        return new BalanceForm(
                balance.account(),
                balance.asOf(),
                balance.granted().unit(),
                balance.granted().micros(),
                balance.posted().micros(),
                balance.held().micros(),
                balance.expired().micros(),
                balance.overdraft().micros(),
                balance.overdraftLimit().micros(),
                balance.period(),
                balance.grantedInPeriod().micros(),
                balance.postedInPeriod().micros());
    }

    JsonNode json() {
        return ValueJson.write(this, BalanceForm.class);
    }

    static Balance read(JsonNode node) {
        BalanceForm form = (BalanceForm) ValueJson.read(node, BalanceForm.class, "balance");
        return new Balance(
                form.account,
                form.asOf,
                form.amount(form.granted),
                form.amount(form.posted),
                form.amount(form.held),
                form.amount(form.expired),
                form.amount(form.overdraft),
                form.amount(form.overdraftLimit),
                form.period,
                form.amount(form.grantedInPeriod),
                form.amount(form.postedInPeriod));
    }

    private Amount amount(long micros) {
        return Amount.ofMicros(micros, unit);
    }
}
