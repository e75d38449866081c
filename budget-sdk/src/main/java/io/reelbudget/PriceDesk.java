package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Result.Captured;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.price.PriceTag;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.Work;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prices estimates, holds and final charges with the same engine and the same code.
 *
 * <p>This class is thread-safe.
 */
final class PriceDesk {

    private final MeterBook meters;
    private final VolumeSettlement settlement;
    private final InstantSource clock;
    private final Telemetry telemetry;

    PriceDesk(BlockingLedger ledger, InstantSource clock, Telemetry telemetry) {
        this.meters = new MeterBook(ledger, clock);
        this.settlement = new VolumeSettlement(ledger, meters);
        this.clock = clock;
        this.telemetry = telemetry;
    }

    /** Reads what an account's prices need to know of earlier charges, so that what is due can be settled. */
    void open(AccountPath account, PricingEngine engine) {
        meters.seenBy(engine, account, clock.instant());
    }

    /**
     * Settles charges by volume prices whose period is over, and notes counters in the ledger where that would spare a
     * later start much reading.
     *
     * @return by how much more is charged now, counter by counter; less, where negative
     */
    Map<MeterKey, Amount> lookAfter(AccountPath account) {
        AccountPath root = AccountPath.of(account.segments().get(0));
        Map<MeterKey, Amount> settled = settlement.settle(root);
        meters.noteIfFarBack(root);
        return settled;
    }

    /** Returns whether an account's prices count volumes, so that there may be something to settle later. */
    boolean countsVolumes(AccountPath account, PricingEngine engine) {
        return engine.countedSince(account, clock.instant()).isPresent();
    }

    /** Prices a job that was not quoted yet, as of now. */
    PriceEstimate quote(AccountPath account, AccountTerms terms, TranscodeJob job, CostEstimate estimate) {
        return estimate(account, terms.pricing(), job, estimate, clock.instant(), Optional.empty(), terms.profile());
    }

    /** Prices a job that was not quoted yet, as of a time to come, by the volumes of now. */
    PriceEstimate quote(
            AccountPath account, AccountTerms terms, TranscodeJob job, CostEstimate estimate, Instant quotedAt) {
        return estimate(account, terms.pricing(), job, estimate, quotedAt, Optional.empty(), terms.profile());
    }

    /** Prices a job by what its hold locked. */
    PriceEstimate quote(
            AccountPath account, AccountTerms terms, TranscodeJob job, CostEstimate estimate, PriceTag locked) {
        return estimate(
                account,
                terms.pricing(),
                job,
                estimate,
                locked.quotedAt(),
                Optional.of(locked.version()),
                locked.profile());
    }

    private PriceEstimate estimate(
            AccountPath account,
            PricingEngine engine,
            TranscodeJob job,
            CostEstimate estimate,
            Instant quotedAt,
            Optional<String> version,
            PriceProfile profile) {
        Meters seen = meters.seenBy(engine, account, quotedAt);
        Quantiles cpu = estimate.cpuSeconds();
        Request request = new Request(engine, account, job, quotedAt, version, profile, seen);
        return telemetry.time(
                Step.PRICE,
                account,
                () -> new PriceEstimate(request.price(cpu.p10()), request.price(cpu.p50()), request.price(cpu.p90())),
                priced -> Outcome.done());
    }

    private record Request(
            PricingEngine engine,
            AccountPath account,
            TranscodeJob job,
            Instant quotedAt,
            Optional<String> version,
            PriceProfile profile,
            Meters meters) {
        PriceBreakdown price(double cpuSeconds) {
            return engine.price(new PriceRequest(
                    account,
                    job,
                    CpuTime.ofSeconds(cpuSeconds),
                    Work.Ending.FINISHED,
                    profile,
                    quotedAt,
                    version,
                    meters));
        }
    }

    /**
     * Prices what a job took by what its hold locked, and counts it; whoever cannot post it takes it back from the
     * meters.
     */
    CountedPrice charge(Admitted admitted, PricingEngine engine, double cpuSeconds, Work.Ending ending) {
        PriceTag tag = admitted.price().p50().tag();
        AccountPath account = admitted.account();
        Meters seen = meters.seenBy(engine, account, tag.quotedAt());
        PriceRequest request = new PriceRequest(
                account,
                admitted.job(),
                CpuTime.ofSeconds(cpuSeconds),
                ending,
                tag.profile(),
                tag.quotedAt(),
                Optional.of(tag.version()),
                seen);
        return meters.count(
                engine,
                account,
                tag.quotedAt(),
                () -> telemetry.time(Step.PRICE, account, () -> engine.price(request), priced -> Outcome.done()));
    }

    /** Posts a charge, and takes it back from the meters if that fails. */
    Captured orTakeBack(AccountPath account, CountedPrice price, Supplier<Captured> posting) {
        boolean posted = false;
        try {
            Captured captured = posting.get();
            posted = true;
            meters.posted(account, price, captured.entry());
            return captured;
        } finally {
            if (!posted) {
                meters.takeBack(price);
            }
        }
    }
}
