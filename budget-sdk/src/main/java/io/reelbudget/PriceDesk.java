package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.price.PriceTag;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.PriceProfile;
import io.reelbudget.rate.Work;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prices estimates, holds and final charges with the same engine and the same code.
 *
 * <p>This class is thread-safe.
 */
final class PriceDesk {

    private final MeterBook meters;
    private final InstantSource clock;

    PriceDesk(MeterBook meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Prices a job that was not quoted yet, as of now. */
    PriceEstimate quote(AccountPath account, AccountTerms terms, TranscodeJob job, CostEstimate estimate) {
        return estimate(account, terms.pricing(), job, estimate, clock.instant(), Optional.empty(), terms.profile());
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
        return new PriceEstimate(request.price(cpu.p10()), request.price(cpu.p50()), request.price(cpu.p90()));
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
    PriceBreakdown charge(Admitted admitted, PricingEngine engine, double cpuSeconds, Work.Ending ending) {
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
        return meters.count(engine, account, tag.quotedAt(), () -> engine.price(request));
    }

    /** Posts a charge, and takes it back from the meters if that fails. */
    <R> R orTakeBack(PricingEngine engine, AccountPath account, PriceBreakdown price, Supplier<R> posting) {
        boolean posted = false;
        try {
            R result = posting.get();
            posted = true;
            return result;
        } finally {
            if (!posted) {
                meters.takeBack(engine, account, price);
            }
        }
    }
}
