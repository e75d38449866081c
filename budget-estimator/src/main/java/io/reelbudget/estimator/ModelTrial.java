package io.reelbudget.estimator;

import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import java.util.Locale;

/**
 * How a new model does beside the one in use, on the same finished jobs.
 *
 * <p>A model's loss on a job is the mean pinball loss of P10, P50 and P90 on the logarithm of what it took, each model
 * corrected by what finished jobs had taught about it before: a proper score, least for whoever knows the quantiles
 * (Gneiting and Raftery 2007, Journal of the American Statistical Association 102).
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param champion the model that was in use, by name and version
 * @param challenger the new model, by name and version
 * @param verdict where the trial stands
 * @param reason why, in one sentence
 * @param championLoss sum of the losses of the champion
 * @param challengerLoss sum of the losses of the challenger
 * @param test the evidence
 */
public record ModelTrial(
        String champion,
        String challenger,
        Verdict verdict,
        String reason,
        double championLoss,
        double challengerLoss,
        PairedTest test) {

    /** Where a trial stands. */
    public enum Verdict {
        /** Neither is better beyond noise. The champion is in use. */
        UNDECIDED,
        /** The challenger is better beyond noise, and in use. */
        PROMOTED,
        /** The challenger is worse beyond noise, and no longer asked. */
        WORSE,
        /** The challenger failed, and is no longer asked. */
        FAILED,
        /** The challenger had been promoted and was taken back. */
        ROLLED_BACK
    }

    private static final double MAX_LOSS = 5;

    public ModelTrial {
        if (!(championLoss >= 0 && championLoss <= MAX_LOSS * test.pairs())
                || !(challengerLoss >= 0 && challengerLoss <= MAX_LOSS * test.pairs())) {
            throw new IllegalArgumentException("Losses of " + test.pairs() + " jobs were " + championLoss + " and "
                    + challengerLoss + " but must be 0 to " + MAX_LOSS + " each; start the trial anew.");
        }
    }

    static ModelTrial of(String champion, String challenger) {
        return new ModelTrial(
                champion,
                challenger,
                Verdict.UNDECIDED,
                "Model " + challenger + " runs beside " + champion + "; no job has finished yet.",
                0,
                0,
                PairedTest.nothing());
    }

    /** Returns on how many finished jobs both were scored. */
    public long jobs() {
        return test.pairs();
    }

    boolean isOf(String ofChampion, String ofChallenger) {
        return champion.equals(ofChampion) && challenger.equals(ofChallenger);
    }

    /** Returns this trial after one job more, decided where the evidence is enough. */
    ModelTrial after(CostEstimate byChampion, CostEstimate byChallenger, double seconds) {
        double old = loss(byChampion.cpuSeconds(), seconds);
        double fresh = loss(byChallenger.cpuSeconds(), seconds);
        PairedTest now = test.after(old - fresh);
        Verdict decided = now.favoursNew() ? Verdict.PROMOTED : now.favoursOld() ? Verdict.WORSE : Verdict.UNDECIDED;
        double oldSum = championLoss + old;
        double newSum = challengerLoss + fresh;
        String why = String.format(
                Locale.ROOT,
                "On %d jobs model %s lost %.4f a job and %s %.4f, which is %s.",
                now.pairs(),
                champion,
                oldSum / now.pairs(),
                challenger,
                newSum / now.pairs(),
                decided == Verdict.UNDECIDED ? "within noise" : "beyond noise");
        return new ModelTrial(champion, challenger, decided, why, oldSum, newSum, now);
    }

    ModelTrial ended(Verdict newVerdict, String why) {
        return new ModelTrial(champion, challenger, newVerdict, why, championLoss, challengerLoss, test);
    }

    /** Returns the mean pinball loss of three quantiles of log(seconds), at most {@value #MAX_LOSS}. */
    static double loss(Quantiles quantiles, double seconds) {
        double sum = pinball(0.1, seconds / quantiles.p10())
                + pinball(0.5, seconds / quantiles.p50())
                + pinball(0.9, seconds / quantiles.p90());
        return Math.min(MAX_LOSS, sum / 3);
    }

    private static double pinball(double level, double ratio) {
        double above = Math.log(ratio);
        return above >= 0 ? level * above : (level - 1) * above;
    }
}
