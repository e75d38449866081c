package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.price.PriceTag;

/**
 * Looks at running jobs again, by what they have taken so far.
 *
 * <p>This class is thread-safe.
 *
 * @param ledger keeps their holds
 * @param prices says what they cost
 * @param risks says how much of that is held, where holds are sized by risk
 */
record ProgressDesk(BlockingLedger ledger, PriceDesk prices, RiskHolds risks) {

    /** Says again what a running job costs, and extends or shrinks its hold. */
    Progress of(Admitted admitted, AccountTerms terms, double done, double cpuSeconds) {
        PriceEstimate price = sharpened(admitted, terms, done, cpuSeconds);
        synchronized (risks.turnOf(admitted.account())) {
            Amount asked = terms.holdSize() == HoldSize.RISK_SIZED
                    ? risks.shareAgain(admitted, terms.rules().overshootRisk(), price)
                    : price.holdFor(terms.holdSize());
            return ledger.extend(admitted.hold(), IdempotencyKey.random(), asked, terms.lease())
                    .fold(
                            held -> Progress.held(
                                    price, held.amount(), admitted.price().p90().total()),
                            shortfall -> Progress.noRoom(
                                    price,
                                    admitted.held(),
                                    shortfall.missing(),
                                    terms.rules().noRoom()));
        }
    }

    /**
     * The share that is done went at a known rate; the rest goes at a rate between that and the predicted one, the more
     * like the known one the more is done.
     */
    private PriceEstimate sharpened(Admitted admitted, AccountTerms terms, double done, double cpuSeconds) {
        CostEstimate before = admitted.estimate();
        double rest = 1 - done;
        Quantiles left = before.cpuSeconds().times(rest * rest);
        double known = cpuSeconds + rest * cpuSeconds;
        CostEstimate now = new CostEstimate(
                new Quantiles(
                        Math.max(left.p10() + known, Double.MIN_NORMAL),
                        Math.max(left.p50() + known, Double.MIN_NORMAL),
                        Math.max(left.p90() + known, Double.MIN_NORMAL)),
                before.origin(),
                before.model(),
                before.similarJobs(),
                "Sharpened by what the job has taken so far.");
        PriceTag tag = admitted.price().p50().tag();
        return prices.quote(admitted.account(), terms, admitted.job(), now, tag);
    }
}
