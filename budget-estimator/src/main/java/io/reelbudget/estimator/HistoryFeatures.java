package io.reelbudget.estimator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the trees of a {@link HistoryModel} see of a job after its view has smoothed it: a named, versioned list in a
 * fixed order. Unknown is {@code NaN}.
 *
 * <p>What grows with the picture's size comes in two columns only, {@code size} and {@code smoothed_log_cost}; trees
 * that rise with both make no job of more pixels cheaper.
 */
public final class HistoryFeatures {

    /** The version of this list. */
    public static final String VERSION = "history-features/1";

    private static final int LOADINGS = 3;
    private static final int INPUTS = 12;

    private static final List<String> NAMES = names(LOADINGS, INPUTS);

    private HistoryFeatures() {}

    private static List<String> names(int loadings, int inputs) {
        List<String> names = new ArrayList<>(List.of("view", "size", "smoothed_log_cost", "category", "option_cost"));
        for (int i = 1; i <= loadings; i++) {
            names.add("option_loading_" + i);
        }
        for (int i = 1; i <= inputs; i++) {
            names.add("input_" + i);
        }
        return List.copyOf(names);
    }

    /** Returns the names of the features in their order. */
    public static List<String> names() {
        return NAMES;
    }

    /** Returns 1 by feature where trees must not fall as it rises, 0 where they may, in the order of {@link #names}. */
    public static int[] directions() {
        int[] directions = new int[NAMES.size()];
        directions[NAMES.indexOf("size")] = 1;
        directions[NAMES.indexOf("smoothed_log_cost")] = 1;
        return directions;
    }

    /** Returns the SHA-256 of the version and the names in their order, as 64 hexadecimal digits. */
    public static String schemaHash() {
        return Sha256.hexOf((VERSION + "\n" + String.join("\n", NAMES)).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the features of a job of a kind of work.
     *
     * @param view the number of the view among those of all works
     * @param option the numbers of the set of settings
     * @param logCost the smoothed logarithm of cost
     */
    public static float[] of(WorkEncoding work, HistoryJob job, int view, double[] option, double logCost) {
        float[] row = new float[NAMES.size()];
        Arrays.fill(row, Float.NaN);
        row[0] = view;
        row[1] = work.pixels().isEmpty() ? Float.NaN : (float) job.input(work.pixels());
        row[2] = (float) logCost;
        row[3] = work.categoryOf(job);
        row[4] = (float) option[0];
        for (int i = 0; i < LOADINGS && i + 1 < option.length; i++) {
            row[5 + i] = (float) option[i + 1];
        }
        int at = 5 + LOADINGS;
        for (String input : work.inputs()) {
            if (!input.equals(work.pixels()) && at < row.length) {
                row[at++] = (float) job.input(input);
            }
        }
        return row;
    }

    /** Returns the features of a job on a machine that has run nothing yet. */
    public static float[] ofMachine(int view, double disagreement) {
        float[] row = new float[NAMES.size()];
        Arrays.fill(row, Float.NaN);
        row[0] = view;
        row[5 + LOADINGS] = (float) disagreement;
        return row;
    }
}
