package io.reelbudget.trainer;

import java.util.List;

/**
 * Boosted trees: each output is its base value plus the leaves of its trees.
 *
 * @param base base value by output
 * @param trees all trees, in the order in which they were boosted
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the arrays are the model.
record TreeEnsemble(float[] base, List<RegressionTree> trees) {

    TreeEnsemble {
        trees = List.copyOf(trees);
    }

    /** Returns the outputs of a row, added up in 32-bit arithmetic as ONNX Runtime does. */
    float[] predict(float[] row) {
        float[] sums = new float[base.length];
        for (RegressionTree tree : trees) {
            sums[tree.output()] += tree.leafOf(row);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += base[i];
        }
        return sums;
    }

    /** Returns the ensemble as it was after some rounds of boosting, one tree an output and round. */
    TreeEnsemble afterRounds(int rounds) {
        return new TreeEnsemble(base, trees.subList(0, rounds * base.length));
    }
}
