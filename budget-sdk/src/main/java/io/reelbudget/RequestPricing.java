package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import io.reelbudget.price.PriceTag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What jobs would cost, and how much is held for them.
 *
 * @param processors how many processor seconds a job gets in a second
 */
record RequestPricing(Estimates estimates, PriceDesk prices, RiskHolds risks, InstantSource clock, double processors) {

    /** Estimates and prices a job, and says how much is to be held for it. */
    PricedRequest of(AccountPath account, TranscodeJob job, AccountTerms terms) {
        CostEstimate estimate = estimates.of(account, job);
        PriceEstimate price = prices.quote(account, terms, job, estimate);
        return new PricedRequest(account, job, estimate, price, asked(account, terms, price), terms);
    }

    /** Returns how much an account's terms hold at a price. */
    Amount asked(AccountPath account, AccountTerms terms, PriceEstimate price) {
        return terms.holdSize() == HoldSize.RISK_SIZED
                ? risks.share(account, terms.rules().overshootRisk(), price)
                : price.holdFor(terms.holdSize());
    }

    /** A hold locks the price at which it was quoted: the request is priced by that again. */
    PricedRequest lockedBy(OpenHold hold, PricedRequest request) {
        PriceTag locked = JobLabels.tagOf(hold);
        return request.at(prices.quote(request.account(), request.terms(), request.job(), request.estimate(), locked));
    }

    /** Returns what a hold says of its job. */
    Labels labels(PricedRequest request) {
        double seconds = request.estimate().cpuSeconds().p50() / processors;
        Instant finish = clock.instant().plus(Duration.ofMillis(Math.round(seconds * 1000)));
        return JobLabels.ofHold(
                request.job(), request.price(), request.estimate().model(), finish);
    }
}
