package io.reelbudget.cli.estimate;

import io.reelbudget.cli.output.Listing;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.price.PriceBook;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.CpuTime;
import io.reelbudget.rate.PriceLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the price of each rendition, and of all in one job, is made of. */
final class PriceLineListing {

    /** What makes two lines of different quantiles the same line. */
    private record Part(PriceLine.Kind kind, String name, String version) {
        static Part of(PriceLine line) {
            return new Part(line.kind(), line.name(), line.priceVersion());
        }
    }

    private PriceLineListing() {}

    static Listing of(TranscodeJob job, CostEstimator estimator, PriceBook book, Instant now) {
        String unit = book.unit().toString();
        Listing listing = Listing.of(
                Listing.text("rendition", "rendition"),
                Listing.text("kind", "part"),
                Listing.text("name", "for"),
                Listing.decimal("amountP10", unit + " P10"),
                Listing.decimal("amountP50", "P50"),
                Listing.decimal("amountP90", "P90"),
                Listing.text("priceVersion", "by"));
        for (Target target : job.targets()) {
            listing = rows(listing, target.summary(), EstimateListing.alone(job, target), estimator, book, now);
        }
        return job.targets().size() > 1
                ? rows(listing, EstimateListing.ALL_IN_ONE_JOB, job, estimator, book, now)
                : listing;
    }

    private static Listing rows(
            Listing listing, String name, TranscodeJob job, CostEstimator estimator, PriceBook book, Instant now) {
        CostEstimate estimate = estimator.estimate(job);
        Quantiles cpu = estimate.cpuSeconds();
        List<PriceBreakdown> prices = new ArrayList<>();
        for (double seconds : new double[] {cpu.p10(), cpu.p50(), cpu.p90()}) {
            prices.add(book.price(job, CpuTime.ofSeconds(seconds), now));
        }
        // A least charge, or a tier's discount, may be a line at one quantile and none at another.
        Set<Part> parts = new LinkedHashSet<>();
        prices.forEach(price -> price.lines().forEach(line -> parts.add(Part.of(line))));
        for (Part part : parts) {
            listing = listing.with(
                    name,
                    part.kind().name().toLowerCase(Locale.ROOT),
                    part.name(),
                    amount(prices.get(0), part),
                    amount(prices.get(1), part),
                    amount(prices.get(2), part),
                    part.version());
        }
        return listing;
    }

    private static String amount(PriceBreakdown price, Part part) {
        return price.lines().stream()
                .filter(line -> Part.of(line).equals(part))
                .map(PriceLine::amount)
                .reduce((one, other) -> one.plus(other))
                .map(sum -> sum.toDecimalString())
                .orElse("");
    }
}
