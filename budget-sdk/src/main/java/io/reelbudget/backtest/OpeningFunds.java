package io.reelbudget.backtest;

import io.reelbudget.account.AccountPath;
import io.reelbudget.backtest.History.Opening;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Accounts that were open before a history begins, and what they had then.
 *
 * @param accounts in the order of their paths, so those above come first
 */
record OpeningFunds(List<OpenBefore> accounts) {

    /** An account that was open. */
    record OpenBefore(AccountPath account, Opening opening) {}

    static OpeningFunds of(Map<AccountPath, Opening> openings) {
        return new OpeningFunds(openings.entrySet().stream()
                .map(each -> new OpenBefore(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(each -> each.account().toString()))
                .toList());
    }

    /** Has each account of a ledger, opened there by now, spend as much as it could; the deepest first. */
    void giveAll(BlockingLedger ledger) {
        accounts.stream()
                .sorted(Comparator.comparing(
                        (OpenBefore each) -> -each.account().levels().size()))
                .forEach(each -> give(ledger, each));
    }

    private static void give(BlockingLedger ledger, OpenBefore one) {
        Balance now = ledger.balance(one.account());
        Amount more = one.opening().spendable().minus(now.available().plus(now.held()));
        IdempotencyKey key = IdempotencyKey.named("opening of " + one.account());
        if (more.isPositive()) {
            ledger.topUp(one.account(), key, more, "what it had when the history begins");
        } else if (more.isNegative()) {
            ledger.adjust(one.account(), key, more.negated(), "what it had spent before");
        }
    }
}
