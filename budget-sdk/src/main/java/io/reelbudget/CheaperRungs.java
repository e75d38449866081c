package io.reelbudget;

import io.reelbudget.job.TranscodeJob;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.QualityLadder;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks down a quality ladder for a job that fits: of its renditions the one with most pixels goes down first.
 *
 * @param ladder what a rendition may be replaced by
 */
record CheaperRungs(QualityLadder ladder) {

    /** So many rungs are looked at: each is estimated and priced. */
    private static final int MOST_RUNGS = 16;

    /**
     * Returns the highest rung below a job that fits.
     *
     * @param fitting how much would be held for a job, if that fits
     */
    Optional<Offers.CheaperJob> cheaperThan(TranscodeJob job, Function<TranscodeJob, Optional<Amount>> fitting) {
        Optional<TranscodeJob> lower = ladder.below(job);
        for (int rung = 0; rung < MOST_RUNGS && lower.isPresent(); rung++) {
            TranscodeJob candidate = lower.get();
            Optional<Amount> asked = fitting.apply(candidate);
            if (asked.isPresent()) {
                return Optional.of(new Offers.CheaperJob(candidate, asked.get()));
            }
            lower = ladder.below(candidate);
        }
        return Optional.empty();
    }
}
