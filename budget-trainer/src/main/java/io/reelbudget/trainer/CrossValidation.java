package io.reelbudget.trainer;

import io.reelbudget.estimator.JobFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures what training can do on videos it has not seen: each tenth of the videos is held out once, and how long to
 * boost is decided on a part of the others.
 *
 * @param heldOut every job with the prediction of the model that had not seen its video
 * @param rounds the median of the folds' best numbers of rounds
 */
record CrossValidation(List<HeldOut> heldOut, int rounds) {

    static final int FOLDS = 10;

    static CrossValidation run(List<PastJob> jobs, BoostingSettings settings, Consumer<String> progress) {
        GroupedFolds folds = new GroupedFolds(jobs, FOLDS, settings.seed());
        List<HeldOut> heldOut = new ArrayList<>();
        int[] rounds = new int[FOLDS];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<PastJob> seen = folds.outside(fold, jobs);
            CostLaw law = CostLaw.fit(ViewedJob.of(seen));
            TreeEnsemble trees = trainOn(seen, law, settings, fold);
            rounds[fold] = trees.trees().size() / QuantileBoosting.OUTPUTS;
            List<PastJob> unseen = folds.in(fold, jobs);
            heldOut.addAll(predict(trees, ViewedJob.of(unseen), law, fold));
            progress.accept("fold " + (fold + 1) + " of " + FOLDS + ": trained on " + seen.size() + " jobs for "
                    + rounds[fold] + " rounds, predicted " + unseen.size() + " of other videos");
        }
        Arrays.sort(rounds);
        return new CrossValidation(heldOut, rounds[FOLDS / 2]);
    }

    private static TreeEnsemble trainOn(List<PastJob> seen, CostLaw law, BoostingSettings settings, int fold) {
        GroupedFolds inner = new GroupedFolds(seen, FOLDS, settings.seed() + 1 + fold);
        return PixelOrder.enforce(QuantileBoosting.trainUntilBest(
                TrainingRows.of(ViewedJob.of(inner.outside(0, seen)), law, settings.seed()),
                TrainingRows.of(ViewedJob.of(inner.in(0, seen)), law, settings.seed()),
                settings));
    }

    private static List<HeldOut> predict(TreeEnsemble trees, List<ViewedJob> rows, CostLaw law, int fold) {
        List<HeldOut> predicted = new ArrayList<>();
        for (ViewedJob row : rows) {
            float[] ratios =
                    trees.predict(JobFeatures.of(row.job().source(), row.job().target()));
            Arrays.sort(ratios);
            double megapixels = Math.log(CostLaw.megapixels(row));
            double scale = law.logPerMegapixel(row) + megapixels;
            predicted.add(new HeldOut(
                    row,
                    fold,
                    law.fixedSeconds(row),
                    law.logActual(row) + megapixels,
                    ratios[1] + scale,
                    ratios[2] + scale));
        }
        return predicted;
    }
}
