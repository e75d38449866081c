package io.reelbudget.cli.demo;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.policy.spi.Notice;
import io.reelbudget.runway.InstantQuantiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an account fared.
 *
 * @param budget its month
 * @param balance what it has at the end
 * @param paidBy how much of what was posted in the demo each kind of grant paid, as decimals in the account's unit
 * @param predictedAtAction when it was predicted to run out when its policy first acted; empty where it never did
 * @param predictedAfterwards the same, in the first forecast after all that was done for it; that of
 *     {@code predictedAtAction} where nothing was, the first of all where nothing ever was
 * @param exhaustedAt when the next job's hold did not fit any more
 * @param done what its policy did and its owner bought, in order
 * @param notices the notices that its owner got, in order
 * @param statement its whole books, to be compared after reopening
 */
record AccountOutcome(
        Budget budget,
        Balance balance,
        Map<String, String> paidBy,
        Optional<Sighting> predictedAtAction,
        Optional<Sighting> predictedAfterwards,
        Optional<Instant> exhaustedAt,
        List<Happening> done,
        List<Notice> notices,
        Books statement) {

    static AccountOutcome of(Budget budget, Reelbudget budgets, DemoLog log) {
        AccountPath account = budget.account().path();
        List<Happening> done = log.deeds(account);
        Books books = Books.of(budgets.ledger().blocking(), account);
        Optional<Sighting> atAction = done.stream()
                .filter(deed -> deed.kind().isPolicyActing())
                .findFirst()
                .flatMap(first ->
                        log.sighting(account, seen -> !seen.forecast().now().isBefore(first.at())));
        return new AccountOutcome(
                budget,
                books.balance(),
                books.paidBySince(Demo.START),
                atAction,
                afterwards(account, done, atAction, log),
                log.happenings(account, Happening.Kind.EXHAUSTED).stream()
                        .map(Happening::at)
                        .findFirst(),
                done,
                log.notices(account),
                books);
    }

    /** Returns when the account was predicted to run out, given that it does before the renewal. */
    Optional<InstantQuantiles> predictedExhaustion() {
        return predictedAfterwards
                .filter(seen -> seen.forecast().probabilityBeforeRenewal() >= 0.5)
                .flatMap(seen -> seen.forecast().exhaustion());
    }

    private static Optional<Sighting> afterwards(
            AccountPath account, List<Happening> done, Optional<Sighting> atAction, DemoLog log) {
        Instant last = done.isEmpty() ? Demo.START : done.get(done.size() - 1).at();
        return log.sighting(account, seen -> seen.forecast().now().isAfter(last))
                .or(() -> atAction);
    }
}
