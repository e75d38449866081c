package io.reelbudget.cli.estimate;

import io.reelbudget.cli.output.Listing;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.CpuTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What each rendition may be replaced by to save money: the rungs of the standard quality ladder below it, as admission
 * goes down them. A rung need not save anything: fewer bits do not always take less time.
 */
final class AlternativeListing {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private AlternativeListing() {}

    static Listing of(TranscodeJob job, CostEstimator estimator, PriceBook book, Instant now, int most) {
        String unit = book.unit().toString();
        Listing listing = Listing.of(
                Listing.text("rendition", "instead of"),
                Listing.number("rungs", "rungs"),
                Listing.text("alternative", "take"),
                Listing.decimal("priceP10", unit + " P10"),
                Listing.decimal("priceP50", "P50"),
                Listing.decimal("priceP90", "P90"),
                Listing.number("savedPercentP50", "saves % at P50"));
        for (Target target : job.targets()) {
            listing = rungs(listing, EstimateListing.alone(job, target), estimator, book, now, most);
        }
        return listing;
    }

    private static Listing rungs(
            Listing listing, TranscodeJob asked, CostEstimator estimator, PriceBook book, Instant now, int most) {
        Target target = asked.targets().get(0);
        Amount before =
                price(book, asked, estimator.estimate(asked).cpuSeconds().p50(), now);
        Optional<TranscodeJob> lower = QualityLadder.standard().below(asked);
        for (int rung = 1; rung <= most && lower.isPresent(); rung++) {
            TranscodeJob job = lower.get();
            Quantiles cpu = estimator.estimate(job).cpuSeconds();
            Amount median = price(book, job, cpu.p50(), now);
            listing = listing.with(
                    target.summary(),
                    Integer.toString(rung),
                    described(target, job.targets().get(0)),
                    price(book, job, cpu.p10(), now).toDecimalString(),
                    median.toDecimalString(),
                    price(book, job, cpu.p90(), now).toDecimalString(),
                    saved(before, median));
            lower = QualityLadder.standard().below(job);
        }
        return listing;
    }

    /** A rung that keeps size and preset has fewer bits or frames; its name must say so. */
    private static String described(Target asked, Target instead) {
        StringBuilder words = new StringBuilder(instead.summary());
        if (instead.framesPerSecond() != asked.framesPerSecond()) {
            words.append(String.format(Locale.ROOT, " %.4g fps", instead.framesPerSecond()));
        }
        if (!instead.rate().equals(asked.rate())) {
            words.append(' ').append(RateWords.of(instead.rate()));
        }
        return words.toString();
    }

    private static Amount price(PriceBook book, TranscodeJob job, double cpuSeconds, Instant now) {
        return book.price(job, CpuTime.ofSeconds(cpuSeconds), now).total();
    }

    private static String saved(Amount before, Amount after) {
        return before.isZero()
                ? "0.0"
                : HUNDRED.subtract(HUNDRED.multiply(after.toBigDecimal())
                                .divide(before.toBigDecimal(), 6, RoundingMode.HALF_EVEN))
                        .setScale(1, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }
}
