package io.reelbudget;

import io.reelbudget.TierStanding.Basis;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Period;
import io.reelbudget.account.SinglePeriod;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.Cashier;
import io.reelbudget.policy.sales.ExactPrice;
import io.reelbudget.policy.sales.SalePricing;
import io.reelbudget.policy.sales.Wares;
import io.reelbudget.policy.tier.Tier;
import io.reelbudget.policy.tier.TierBreach;
import io.reelbudget.policy.tier.TierList;
import io.reelbudget.policy.tier.TierSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Says which tier an account has, what of a job that forbids, and what a higher one costs.
 *
 * <p>This class is thread-safe.
 */
final class TierDesk {

    private static final Duration VALIDITY = Duration.ofMinutes(15);

    private final BlockingLedger ledger;
    private final InstantSource clock;
    private final Optional<TierList> tiers;
    private final Cashier cashier;

    /**
     * What a tier forbids of a job.
     *
     * @param standing the tier of the account
     * @param breaches what of the job it forbids; at least one thing
     * @param offer the lowest tier that allows it, if there is one
     */
    record Forbidden(TierStanding standing, List<TierBreach> breaches, Optional<Offers.TierOffer> offer) {}

    TierDesk(BlockingLedger ledger, InstantSource clock, Optional<TierList> tiers, Cashier cashier) {
        this.ledger = ledger;
        this.clock = clock;
        this.tiers = tiers;
        this.cashier = cashier;
    }

    boolean hasTiers() {
        return tiers.isPresent();
    }

    TierList tiers() {
        return tiers.orElseThrow(() -> new IllegalStateException(
                "There were no tiers but there must be to speak of them; give the builder sales terms with tiers."));
    }

    TierStanding standing(AccountPath account) {
        TierList list = tiers();
        Instant now = clock.instant();
        List<AccountPath> levels = account.levels();
        for (int at = levels.size() - 1; at >= 0; at--) {
            TierSchedule schedule = cashier.tiers(levels.get(at));
            Optional<Tier> given = schedule.at(now).flatMap(list::find);
            if (given.isPresent()) {
                return new TierStanding(levels.get(at), given.get(), Basis.GIVEN, next(schedule, now));
            }
        }
        AccountPath root = levels.get(0);
        Tier byBudget = list.dependsOnBudget()
                ? list.byBudget(ledger.balance(root).grantedInPeriod())
                : list.tiers().get(0);
        return new TierStanding(root, byBudget, Basis.BUDGET, next(cashier.tiers(root), now));
    }

    private static Optional<TierStanding.Next> next(TierSchedule schedule, Instant now) {
        return schedule.next(now).map(stay -> new TierStanding.Next(stay.tier(), stay.from()));
    }

    /** Returns what an account's tier forbids of a job, if it forbids anything. */
    Optional<Forbidden> forbidden(AccountPath account, TranscodeJob job) {
        if (tiers.isEmpty()) {
            return Optional.empty();
        }
        TierStanding standing = standing(account);
        int running = standing.tier().concurrency().isPresent()
                ? ledger.openHolds(account).size()
                : 0;
        List<TierBreach> breaches = standing.tier().breaches(job, running);
        return breaches.isEmpty()
                ? Optional.empty()
                : Optional.of(new Forbidden(
                        standing,
                        breaches,
                        tiers().lowestAllowing(job, running, standing.tier()).map(tier -> offer(standing, tier))));
    }

    /** Returns whether a job may run by its account's tier, however many others do. */
    boolean allows(AccountPath account, TranscodeJob job) {
        return tiers.isEmpty() || standing(account).tier().breaches(job, 0).isEmpty();
    }

    /** Returns how far holds of an account may go below zero, where its tier says so in the account's unit. */
    Optional<Amount> overdraft(AccountPath account) {
        return tiers.isEmpty()
                ? Optional.empty()
                : standing(account).tier().overdraft().filter(each -> isInUnitOf(account, each));
    }

    private boolean isInUnitOf(AccountPath account, Amount overdraft) {
        return ledger.balance(account).granted().unit().equals(overdraft.unit());
    }

    /** Refuses a tier whose overdraft could not count for an account. */
    private Tier requireFitting(AccountPath account, Tier tier) {
        tier.overdraft().filter(each -> !isInUnitOf(account, each)).ifPresent(other -> {
            throw new IllegalArgumentException("Tier '" + tier.name() + "' had an overdraft of " + other + " but '"
                    + account + "' counts in "
                    + ledger.balance(account).granted().unit()
                    + ": both must be in one unit; say in 'budgets' of the tiers what that is.");
        });
        return tier;
    }

    /** Returns whether an account's jobs have to be admitted one by one, so that they can be counted. */
    boolean countsJobs(AccountPath account) {
        return tiers.isPresent() && standing(account).tier().concurrency().isPresent();
    }

    private Offers.TierOffer offer(TierStanding standing, Tier tier) {
        boolean isSold = tier.price().isPresent()
                && !isEndless(periodOf(standing.level()))
                && tier.overdraft()
                        .filter(each -> !isInUnitOf(standing.level(), each))
                        .isEmpty();
        return new Offers.TierOffer(
                tier.name(),
                isSold ? Optional.of(price(standing, tier, pass(standing, tier))) : Optional.empty(),
                tier.fromBudget(),
                tiers().version());
    }

    /** Returns what is sold to an account that wants a tier: the rest of its period, or the next one. */
    Wares.TierPass pass(AccountPath account, String name) {
        TierStanding standing = standing(account);
        Tier wanted = tiers().require(name);
        int higher = Integer.compare(tiers().rank(wanted), tiers().rank(standing.tier()));
        if (wanted.price().isEmpty() || higher < 0) {
            throw new IllegalArgumentException("Tier '" + name + "' was "
                    + (higher < 0
                            ? "lower than the '" + standing.tier().name() + "' of '" + account + "'"
                            : "not for sale")
                    + " but must be for sale and no lower to be bought; set it for the account instead.");
        }
        return pass(standing, requireFitting(standing.level(), wanted));
    }

    private Wares.TierPass pass(TierStanding standing, Tier wanted) {
        Period running = periodOf(standing.level());
        if (isEndless(running)) {
            throw new IllegalArgumentException(
                    "Period of '" + standing.level()
                            + "' never ends but must end for a tier to be bought for it; set the tier for the account instead.");
        }
        boolean extendsIt = standing.basis() == Basis.GIVEN && standing.tier().equals(wanted);
        TierSchedule schedule = cashier.tiers(standing.level());
        if (!extendsIt) {
            Instant now = clock.instant();
            return new Wares.TierPass(
                    wanted.name(), now.truncatedTo(ChronoUnit.MICROS), running.end(), schedule.at(now));
        }
        if (standing.next().isEmpty()) {
            throw new IllegalArgumentException("Tier '" + wanted.name() + "' was given to '" + standing.level()
                    + "' without end but must end to be bought for longer; there is nothing to buy.");
        }
        Instant from = standing.next().orElseThrow().from();
        Period following =
                ledger.read(new Query.PlanOf(standing.level())).periods().periodAt(from);
        return new Wares.TierPass(wanted.name(), from, following.end(), schedule.at(from));
    }

    /**
     * Prices a tier for some time, by the share of its period, and less what the tier of now cost for the same time.
     */
    SalePricing.Offer offer(AccountPath account, Wares.TierPass pass) {
        Tier wanted = tiers().require(pass.tier());
        return new SalePricing.Offer(price(standing(account), wanted, pass), tiers().version(), VALIDITY);
    }

    private Amount price(TierStanding standing, Tier wanted, Wares.TierPass pass) {
        Period period =
                ledger.read(new Query.PlanOf(standing.level())).periods().periodAt(pass.from());
        Amount whole = wanted.price().orElseThrow();
        Amount paid = standing.basis() == Basis.GIVEN && !standing.tier().equals(wanted)
                ? standing.tier().price().orElse(Amount.zero(whole.unit()))
                : Amount.zero(whole.unit());
        return ExactPrice.of(whole.minus(paid))
                .share(
                        ChronoUnit.MICROS.between(pass.from(), pass.until()),
                        ChronoUnit.MICROS.between(period.start(), period.end()))
                .payable();
    }

    private Period periodOf(AccountPath account) {
        return ledger.balance(account).period();
    }

    private static boolean isEndless(Period period) {
        return !period.end().isBefore(SinglePeriod.NEVER);
    }

    /** Gives an account a tier: a higher one at once, a lower one when its period ends. */
    TierStanding change(AccountPath account, String name) {
        TierStanding standing = standing(account);
        Tier wanted = tiers().require(name);
        boolean isLower = tiers().rank(wanted) < tiers().rank(standing.tier());
        Period running = periodOf(account);
        if (isLower && isEndless(running)) {
            throw new IllegalArgumentException("Tier of '" + account
                    + "' was to be lowered at the end of its period, which never ends; lower it now instead.");
        }
        return change(account, wanted, isLower ? running.end() : clock.instant());
    }

    /** Gives an account a tier at once, be it higher or lower. */
    TierStanding changeNow(AccountPath account, String name) {
        return change(account, tiers().require(name), clock.instant());
    }

    private TierStanding change(AccountPath account, Tier wanted, Instant from) {
        Instant now = clock.instant();
        requireFitting(account, wanted);
        cashier.changeTiers(account, schedule -> schedule.changed(Optional.of(wanted.name()), from, now));
        return standing(account);
    }
}
