package io.reelbudget.policy;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.JobPricing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The prices that a decision asked for: written down while it is made, and given again while it is replayed, however
 * prices have changed since. What was not asked for then is asked of the pricing.
 *
 * <p>A decision is made on one thread, to which its tape belongs meanwhile.
 */
final class PriceTape {

    private static final ThreadLocal<@Nullable PriceTape> RUNNING = new ThreadLocal<>();

    private final Map<TranscodeJob, JobPrice> prices = new LinkedHashMap<>();

    /**
     * What a job was said to cost.
     *
     * @param job the job
     * @param price its price
     */
    record PricedJob(TranscodeJob job, JobPrice price) {}

    private PriceTape() {}

    /** Returns a tape that says these prices again. */
    static PriceTape of(List<PricedJob> known) {
        PriceTape tape = new PriceTape();
        known.forEach(each -> tape.prices.put(each.job(), each.price()));
        return tape;
    }

    /** Returns a pricing whose answers are written down, or given again, by the tape that runs. */
    static JobPricing taped(JobPricing pricing) {
        return job -> {
            PriceTape tape = RUNNING.get();
            return tape == null ? pricing.price(job) : tape.price(job, pricing);
        };
    }

    // Not computeIfAbsent: a pricing of the host's may ask another one for the same job.
    private JobPrice price(TranscodeJob job, JobPricing pricing) {
        JobPrice known = prices.get(job);
        if (known == null) {
            known = pricing.price(job);
            prices.put(job, known);
        }
        return known;
    }

    /** Runs this tape on this thread while something is decided. */
    <T> T during(Supplier<T> deciding) {
        PriceTape before = RUNNING.get();
        RUNNING.set(this);
        try {
            return deciding.get();
        } finally {
            if (before == null) {
                RUNNING.remove();
            } else {
                RUNNING.set(before);
            }
        }
    }

    /** Returns what was asked for, in the order in which it first was. */
    List<PricedJob> prices() {
        return prices.entrySet().stream()
                .map(each -> new PricedJob(each.getKey(), each.getValue()))
                .toList();
    }
}
