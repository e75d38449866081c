package io.reelbudget.policy;

import io.reelbudget.money.Amount;
import io.reelbudget.policy.Action.ReduceQuality;
import io.reelbudget.policy.Action.RestoreQuality;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.policy.spi.Replacement;
import java.util.List;

/** Makes the queue cheap enough for what is left. */
final class QualityReduction implements Response {

    private final Descent descent;
    private final JobPricing pricing;

    QualityReduction(QualityLadder ladder, JobPricing pricing) {
        this.pricing = PriceTape.taped(pricing);
        this.descent = new Descent(ladder, this.pricing);
    }

    @Override
    public String name() {
        return "reduce-quality";
    }

    @Override
    public Remedy remedy(BudgetSituation situation, Outlook outlook) {
        if (situation.queue().isEmpty()) {
            return Remedy.none(
                    ReasonCode.NOTHING_QUEUED,
                    "no job waits whose quality could be reduced",
                    "Jobs that come now are reduced while they wait, as far as that is needed.");
        }
        QueuePlan plan = QueuePlan.of(situation, outlook);
        if (plan.fits()) {
            return Remedy.none(
                    ReasonCode.QUEUE_FITS,
                    "the " + situation.queue().size() + " queued jobs fit in what is left as they are",
                    "The queued jobs run as they are; jobs that come later may not.");
        }
        List<Replacement> replacements = plan.reduced(descent);
        if (replacements.isEmpty()) {
            return Remedy.none(
                    ReasonCode.FLOOR_REACHED,
                    "no queued job can be made cheaper",
                    "The queued jobs run as they are until nothing is left; the others wait for money.");
        }
        return reduction(situation, plan, replacements);
    }

    @Override
    public List<Action> restoration(BudgetSituation situation, Outlook outlook) {
        if (situation.queue().stream().noneMatch(QueuedJob::isReduced)) {
            return List.of(); // as in most looks: what the forecast's curve says, which is dear, is not asked for
        }
        List<Replacement> replacements = QueuePlan.of(situation, outlook).restored(pricing);
        return replacements.isEmpty() ? List.of() : List.of(new RestoreQuality(replacements));
    }

    private static Remedy reduction(BudgetSituation situation, QueuePlan plan, List<Replacement> replacements) {
        double micros =
                replacements.stream().mapToDouble(Replacement::savedMicros).sum();
        Amount saved = Amount.ofMicros(
                Math.round(Math.min(Amount.MAX_MICROS, micros)),
                situation.spendable().unit());
        String clause = replacements.size() + " of " + situation.queue().size()
                + " queued jobs are reduced in quality, which saves " + Wording.of(saved);
        String meaning = plan.fits()
                ? "All queued jobs can run with what is left. "
                : "Even so, not all queued jobs can run with what is left. ";
        return new Remedy(
                ReasonCode.QUALITY_REDUCED,
                List.of(new ReduceQuality(replacements)),
                clause,
                meaning + "What was requested is kept, and is restored for the jobs that still wait when the budget has"
                        + " recovered.");
    }
}
