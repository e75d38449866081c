package io.reelbudget;

import io.reelbudget.Admission.Reason;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.Optional;

/** Why a job may not run now, and what would let it. */
record Refusals(BlockingLedger ledger, TierDesk tiers, CheaperRungs rungs, RequestPricing pricing) {

    /** Refuses what is plainly short at a level of the account's path. */
    Optional<Admission> whereShort(PricedRequest request) {
        for (AccountPath level : request.account().levels()) {
            Balance balance = ledger.balance(level);
            Amount spendable = spendable(request.account(), balance);
            if (request.asked().isGreaterThan(spendable)) {
                return Optional.of(shortOf(request, level, request.asked().minus(spendable)));
            }
        }
        return Optional.empty();
    }

    Admission paused(PricedRequest request) {
        Instant renewal = ledger.balance(request.account()).period().end();
        return request.queued(
                renewal,
                Offers.none(),
                Reason.PAUSED_BY_POLICY,
                "The account's policy has paused new jobs until its budget lasts again; a top-up or the renewal at "
                        + renewal + " resumes it.");
    }

    Admission forbidden(PricedRequest request, TierDesk.Forbidden found) {
        String tier = found.standing().tier().name();
        String allowed = found.offer()
                .map(offer -> "; tier '" + offer.name() + "' allows it"
                        + offer.price()
                                .map(price -> " for " + price + " until the period ends")
                                .orElse("")
                        + offer.fromBudget()
                                .map(from -> ", and has who was granted " + from + " in the period")
                                .orElse(""))
                .orElse("; no tier allows it");
        Offers offers = new Offers(Optional.empty(), Optional.empty(), cheaper(request), found.offer());
        return request.refused(
                Amount.zero(request.asked().unit()),
                offers,
                Reason.TIER_FORBIDS,
                "Tier '" + tier + "' forbids it: " + found.breaches().get(0) + allowed + ".");
    }

    Admission shortOf(PricedRequest request, AccountPath level, Amount missing) {
        Balance balance = ledger.balance(level);
        Instant renewal = balance.period().end();
        Offers offers = new Offers(Optional.of(missing), after(request, balance), cheaper(request));
        String needs = "Needs " + request.asked() + " but '" + level + "' is short of " + missing;
        if (request.terms().rules().whenShort() == AdmissionRules.WhenShort.QUEUE
                && offers.after().isPresent()) {
            return request.queued(
                    renewal, offers, Reason.SHORT_OF_FUNDS, needs + "; waits for the renewal at " + renewal + ".");
        }
        return request.refused(
                missing,
                offers,
                Reason.SHORT_OF_FUNDS,
                needs + "; fits with a top-up of " + missing + ", or after the renewal at " + renewal + ".");
    }

    /** A period grants as much as the one before it, unless the plan says otherwise; holds go on into it. */
    private static Optional<Instant> after(PricedRequest request, Balance balance) {
        Amount fresh = balance.grantedInPeriod().minus(balance.held());
        return request.asked().isGreaterThan(fresh)
                ? Optional.empty()
                : Optional.of(balance.period().end());
    }

    private Optional<Offers.CheaperJob> cheaper(PricedRequest request) {
        return rungs.cheaperThan(request.job(), lower -> Optional.of(lower)
                .filter(job -> tiers.allows(request.account(), job))
                .map(job -> pricing.of(request.account(), job, request.terms()).asked())
                .filter(asked -> fits(request.account(), asked)));
    }

    private boolean fits(AccountPath account, Amount asked) {
        for (AccountPath level : account.levels()) {
            Balance balance = ledger.balance(level);
            if (asked.isGreaterThan(spendable(account, balance))) {
                return false;
            }
        }
        return true;
    }

    /** What a tier says of overdraft comes before what the level's plan says. */
    private Amount spendable(AccountPath account, Balance level) {
        return level.available().plus(tiers.overdraft(account).orElse(level.overdraftLimit()));
    }
}
