package io.reelbudget.policy;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.policy.Threshold.RunsOutWithin;
import io.reelbudget.runway.FundsChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Works out when an account has to be looked at again even if nothing happens to it: at the renewal, when a grant
 * starts or expires, when a cool-down or an answer ends, and when, by the forecast, a threshold is reached with the
 * passing of time alone, as when spending was announced. Thread-safe.
 *
 * @param ledger keeps the accounts
 */
record NextLook(BlockingLedger ledger) {

    /** Returns the first such instant after a look; empty where there is none. */
    Optional<Instant> after(Evaluation evaluation, ScalingPolicy policy) {
        BudgetSituation seen = evaluation.situation();
        Instant now = seen.now();
        return Stream.of(
                        Stream.of(seen.balance().period().end()),
                        fundsChanges(seen),
                        seen.stance().steps().values().stream().map(StepMark::until),
                        policy.thresholds(seen.threshold()).stream().flatMap(threshold -> crossing(threshold, seen)))
                .flatMap(instants -> instants)
                .filter(instant -> instant.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    private Stream<Instant> fundsChanges(BudgetSituation seen) {
        List<FundsChange> changes =
                FundingReader.of(ledger).funding(seen.balance(), seen.now()).changes();
        return changes.stream().map(FundsChange::at);
    }

    /** A forecast that nothing disturbs has the threshold's probability so much ahead of the instant it says. */
    private static Stream<Instant> crossing(Threshold threshold, BudgetSituation seen) {
        return threshold instanceof RunsOutWithin within
                ? seen.forecast().runOut().reaching(within.probability()).stream()
                        .map(instant -> instant.minus(within.time()))
                : Stream.empty();
    }
}
