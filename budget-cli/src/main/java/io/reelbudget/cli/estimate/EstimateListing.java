package io.reelbudget.cli.estimate;

import io.reelbudget.cli.output.Listing;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Footprint;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Amount;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.CpuTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The renditions of a job, each by itself and all together, with what they take and cost. */
final class EstimateListing {

    /** What the row of all renditions together is called. */
    static final String ALL_IN_ONE_JOB = "all, in one job";

    private static final double MEGABYTE = 1e6;

    private EstimateListing() {}

    static Listing of(TranscodeJob job, CostEstimator estimator, PriceBook book, Instant now) {
        String unit = book.unit().toString();
        Listing listing = Listing.of(
                Listing.text("rendition", "rendition"),
                Listing.number("cpuSecondsP10", "CPU s P10"),
                Listing.number("cpuSecondsP50", "P50"),
                Listing.number("cpuSecondsP90", "P90"),
                Listing.number("outputMegabytes", "MB out"),
                Listing.decimal("priceP10", unit + " P10"),
                Listing.decimal("priceP50", "P50"),
                Listing.decimal("priceP90", "P90"),
                Listing.text("origin", "by"));
        for (Target target : job.targets()) {
            listing = row(listing, target.summary(), alone(job, target), estimator, book, now);
        }
        return job.targets().size() > 1 ? row(listing, ALL_IN_ONE_JOB, job, estimator, book, now) : listing;
    }

    static TranscodeJob alone(TranscodeJob job, Target target) {
        return job.withTargets(List.of(target));
    }

    private static Listing row(
            Listing listing, String name, TranscodeJob job, CostEstimator estimator, PriceBook book, Instant now) {
        CostEstimate estimate = estimator.estimate(job);
        Quantiles cpu = estimate.cpuSeconds();
        String bytes = estimate.footprint()
                .map(Footprint::outputBytes)
                .map(each -> String.format(Locale.ROOT, "%.1f", each.p50() / MEGABYTE))
                .orElse("");
        return listing.with(
                name,
                seconds(cpu.p10()),
                seconds(cpu.p50()),
                seconds(cpu.p90()),
                bytes,
                price(book, job, cpu.p10(), now),
                price(book, job, cpu.p50(), now),
                price(book, job, cpu.p90(), now),
                estimate.model());
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 100 ? "%.2f" : "%.0f", seconds);
    }

    private static String price(PriceBook book, TranscodeJob job, double cpuSeconds, Instant now) {
        Amount total = book.price(job, CpuTime.ofSeconds(cpuSeconds), now).total();
        return total.toDecimalString();
    }
}
