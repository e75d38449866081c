package io.reelbudget.trainer;

/**
 * A regression tree in arrays, a node an index, the root 0. A node goes to {@code whenLess} where its feature is less
 * than its threshold in 32-bit arithmetic, to {@code whenNot} where it is not, and where it is missing as
 * {@code missingIsLess} says.
 *
 * @param output which output the tree adds to
 * @param feature feature by node; -1 for a leaf
 * @param value threshold by node; the value of a leaf
 * @param whenLess child by node, a higher index than the node's own
 * @param whenNot child by node, a higher index than the node's own
 * @param missingIsLess by node, whether a missing feature counts as less
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the arrays are the model.
record RegressionTree(
        int output, int[] feature, float[] value, int[] whenLess, int[] whenNot, boolean[] missingIsLess) {

    static final int LEAF = -1;

    float leafOf(float[] row) {
        int node = 0;
        while (feature[node] != LEAF) {
            float x = row[feature[node]];
            boolean less = Float.isNaN(x) ? missingIsLess[node] : x < value[node];
            node = less ? whenLess[node] : whenNot[node];
        }
        return value[node];
    }

    int nodes() {
        return feature.length;
    }
}
