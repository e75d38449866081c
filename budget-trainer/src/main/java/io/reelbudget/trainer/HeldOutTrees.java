package io.reelbudget.trainer;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What trees say of groups that they had not seen.
 *
 * @param rows all rows
 * @param predicted by row: P10, P50 and P90 of the logarithm of cost, in rising order
 * @param rounds after how many rounds of boosting
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HeldOutTrees(List<HistoryRows.Row> rows, double[][] predicted, int rounds) {

    private static final int FOLDS = 5;
    private static final int MAX_ROUNDS = 120;

    static HeldOutTrees of(HistoryRows all, Consumer<String> progress) {
        List<HistoryRows.Row> rows = all.rows();
        TreeEnsemble[] ensembles = new TreeEnsemble[FOLDS];
        int[] best = new int[FOLDS];
        for (int fold = 0; fold < FOLDS; fold++) {
            int heldOut = fold;
            HistoryRows seen = all.with(row -> fold(row) != heldOut);
            HistoryRows unseen = all.with(row -> fold(row) == heldOut);
            ensembles[fold] = QuantileBoosting.train(seen.forTrees(), MAX_ROUNDS, HistoryTraining.parameters(fold));
            best[fold] = PinballLoss.bestRound(ensembles[fold], unseen.forTrees());
            progress.accept("fold " + (fold + 1) + " of " + FOLDS + ": "
                    + seen.rows().size() + " rows, best after " + best[fold] + " rounds on "
                    + unseen.rows().size() + " of other sources");
        }
        Arrays.sort(best);
        int rounds = best[FOLDS / 2];
        double[][] predicted = new double[rows.size()][];
        TreeEnsemble[] stopped = new TreeEnsemble[FOLDS];
        Arrays.setAll(stopped, fold -> ensembles[fold].afterRounds(rounds));
        for (int i = 0; i < predicted.length; i++) {
            float[] ratios = stopped[fold(rows.get(i))].predict(rows.get(i).features());
            Arrays.sort(ratios);
            double smoothed = rows.get(i).smoothed();
            predicted[i] = new double[] {smoothed + ratios[0], smoothed + ratios[1], smoothed + ratios[2]};
        }
        return new HeldOutTrees(rows, predicted, rounds);
    }

    private static int fold(HistoryRows.Row row) {
        return Math.floorMod((row.group().hashCode() * 0x9E3779B9) >> 8, FOLDS);
    }
}
