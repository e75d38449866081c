package io.reelbudget;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.Optional;

/**
 * What would make a job fit that does not; each alone would.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param topUp how much to buy, at the level of the path that is short; empty where money is not why
 * @param after the renewal after which it fits, if the next period grants as much as this one and no other job comes
 *     first; empty where it does not fit then either
 * @param cheaper the job at the highest rung of the quality ladder that fits now; empty where none does
 * @param tier the lowest tier that allows the job; empty where the account's own does, and where none does
 */
public record Offers(
        Optional<Amount> topUp, Optional<Instant> after, Optional<CheaperJob> cheaper, Optional<TierOffer> tier) {

    /**
     * A job at a lower rung.
     *
     * @param job the job
     * @param asked how much would be held for it
     */
    public record CheaperJob(TranscodeJob job, Amount asked) {}

    /**
     * A tier that allows a job.
     *
     * @param name the tier's name
     * @param price what it costs until the running period ends, as of now; empty where it is not sold
     * @param fromBudget from which budget on an account has it without buying it; empty where it does not
     * @param version by which version of the tiers
     */
    public record TierOffer(String name, Optional<Amount> price, Optional<Amount> fromBudget, String version) {}

    private static final Offers NONE = new Offers(Optional.empty(), Optional.empty(), Optional.empty());

    /** Makes offers without a tier. */
    public Offers(Optional<Amount> topUp, Optional<Instant> after, Optional<CheaperJob> cheaper) {
        this(topUp, after, cheaper, Optional.empty());
    }

    /** Returns that there is nothing to offer, or no need. */
    public static Offers none() {
        return NONE;
    }
}
