package io.reelbudget;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When the jobs of a list can start. Nothing is held: the answer is good for as long as nothing else happens.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param now when it was asked
 * @param items the jobs, in the list's order
 * @param cost what the planned starts are expected to cost (medians)
 * @param isCheapest whether it is proven that no plan starts more jobs in time, or as many for less; where not, a
 *     cheaper one may exist
 */
public record BatchAdmission(Instant now, List<Item> items, Amount cost, boolean isCheapest) {

    /** The longest list: each job is priced at some 30 times. */
    public static final int MAX_JOBS = 10_000;

    /**
     * One job.
     *
     * @param job the job
     * @param earliest when it fits at the earliest beside those before it in the list, whatever its deadline; empty
     *     where it does not fit after the renewal either
     * @param planned its start in the cheapest plan that meets the deadlines; empty where it has none
     */
    public record Item(TranscodeJob job, Optional<Instant> earliest, Optional<Start> planned) {}

    /**
     * A planned start.
     *
     * @param at when to admit it
     * @param asked how much is to be held for it then
     * @param price what it is expected to cost then
     */
    public record Start(Instant at, Amount asked, PriceEstimate price) {}

    public BatchAdmission {
        items = List.copyOf(items);
    }

    /** Returns the jobs that fit now, each beside those before it. */
    public List<TranscodeJob> fittingNow() {
        return items.stream()
                .filter(item -> item.earliest().filter(now::equals).isPresent())
                .map(Item::job)
                .toList();
    }

    /** Returns the jobs that do not fit now but do later, each beside those before it. */
    public List<TranscodeJob> fittingLater() {
        return items.stream()
                .filter(item -> item.earliest().filter(now::isBefore).isPresent())
                .map(Item::job)
                .toList();
    }
}
