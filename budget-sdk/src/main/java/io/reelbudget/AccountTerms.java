package io.reelbudget;

import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.RateCard;
import java.time.Duration;
import java.util.Optional;

/**
 * How an account's jobs are priced, held and looked after.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param pricing the prices, in the unit of the account's plan
 * @param profile what of the account decides its prices: its tier, the instances it runs on
 * @param holdSize how much of a job's predicted price is set aside before it runs
 * @param lease how long a hold lasts unless it is renewed; more than zero
 * @param policy what to do before the budget runs out; where empty, the default: the queued jobs' quality is reduced
 * @param threshold how soon before
 * @param rules what jobs are answered that do not simply fit
 */
public record AccountTerms(
        PricingEngine pricing,
        PriceProfile profile,
        HoldSize holdSize,
        Duration lease,
        Optional<ScalingPolicy> policy,
        Threshold threshold,
        AdmissionRules rules) {

    private static final Duration USUAL_LEASE = Duration.ofHours(24);

    public AccountTerms {
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException(
                    "Lease was " + lease + " but must be more than zero; a day is usual, renewed as long jobs go on.");
        }
    }

    /** Returns the rate card of accounts in US dollars that are opened without terms: illustrative, bring your own. */
    public static RateCard illustrativeUsd() {
        return StandardTerms.ILLUSTRATIVE_USD;
    }

    /**
     * Returns the usual terms: holds at the 90 % quantile with a lease of a day, and the default policy (reduce
     * quality) when the median time to exhaustion is under 30 minutes.
     */
    public static AccountTerms pricedBy(PricingEngine pricing) {
        return new AccountTerms(
                pricing,
                PriceProfile.standard(),
                HoldSize.P90,
                USUAL_LEASE,
                Optional.empty(),
                Threshold.standard(),
                AdmissionRules.standard());
    }

    /** Returns the usual terms, priced by a book. */
    public static AccountTerms pricedBy(PriceBook book) {
        return pricedBy(PricingEngine.of(book));
    }

    /**
     * Returns the usual terms, priced by one card without licences. Once its version changes, use a {@link PriceBook}
     * that keeps the old one: holds that are open are charged by the version by which they were quoted.
     */
    public static AccountTerms pricedBy(RateCard rateCard) {
        return pricedBy(PriceBook.of(rateCard));
    }

    /** Returns these terms with another profile. */
    public AccountTerms withProfile(PriceProfile newProfile) {
        return new AccountTerms(pricing, newProfile, holdSize, lease, policy, threshold, rules);
    }

    /** Returns these terms with another size of holds. */
    public AccountTerms withHoldSize(HoldSize size) {
        return new AccountTerms(pricing, profile, size, lease, policy, threshold, rules);
    }

    /** Returns these terms with another lease. */
    public AccountTerms withLease(Duration newLease) {
        return new AccountTerms(pricing, profile, holdSize, newLease, policy, threshold, rules);
    }

    /** Returns these terms with another policy. */
    public AccountTerms withPolicy(ScalingPolicy newPolicy) {
        return new AccountTerms(pricing, profile, holdSize, lease, Optional.of(newPolicy), threshold, rules);
    }

    /** Returns these terms with another threshold. */
    public AccountTerms withThreshold(Threshold newThreshold) {
        return new AccountTerms(pricing, profile, holdSize, lease, policy, newThreshold, rules);
    }

    /** Returns these terms with other rules of admission. */
    public AccountTerms withRules(AdmissionRules newRules) {
        return new AccountTerms(pricing, profile, holdSize, lease, policy, threshold, newRules);
    }

    /**
     * Returns these terms with holds sized so that overshoots stay at a risk.
     *
     * @param risk the share of tight admissions that may overshoot, 0.001 to 0.5; 0.05 is usual
     */
    public AccountTerms withOvershootRisk(double risk) {
        return withHoldSize(HoldSize.RISK_SIZED).withRules(rules.withOvershootRisk(risk));
    }
}
