package io.reelbudget.trainer;

import io.reelbudget.estimator.PositiveMatrix;
import io.reelbudget.estimator.WorkEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One kind of work, with its views trained.
 *
 * @param table the history
 * @param encoding what will be predicted with, still without the trees' offsets
 * @param views by view, in the order of the encoding's
 */
record WorkTraining(HistoryTable table, WorkEncoding encoding, List<ViewTraining> views) {

    private static final int FACTORS = 24;
    private static final double SETTING_NOISE = 0.05;

    static WorkTraining of(HistoryTable table, long seed) {
        int factorCount = Math.min(FACTORS, table.options().size() - 1);
        OptionFactors factors = OptionFactors.of(table.logRates(), factorCount);
        TreeSet<String> seen = new TreeSet<>();
        table.sources().forEach(source -> seen.add(source.category()));
        seen.remove("");
        List<String> categories = new ArrayList<>(List.of(""));
        categories.addAll(seen);
        Map<String, double[]> options = new TreeMap<>();
        for (int j = 0; j < table.options().size(); j++) {
            double[] row = new double[factorCount + 1];
            row[0] = factors.medians()[j];
            for (int f = 0; f < factorCount; f++) {
                row[f + 1] = factors.loadings()[f][j];
            }
            options.put(table.options().get(j).name(), row);
        }
        List<ViewTraining> views = table.views().stream()
                .map(plan -> ViewTraining.of(table, plan, categories, factors, seed))
                .toList();
        WorkEncoding encoding = new WorkEncoding(
                table.work(),
                table.pixels(),
                table.inputs(),
                categories,
                options,
                settings(table.options(), options, factorCount + 1),
                views.stream().map(ViewTraining::encoding).toList());
        return new WorkTraining(table, encoding, views);
    }

    /** What each setting adds, by ridge regression over the sets; the empty name is what all sets have. */
    private static Map<String, double[]> settings(
            List<HistoryOption> options, Map<String, double[]> numbers, int width) {
        Map<String, Integer> columns = new TreeMap<>();
        for (HistoryOption option : options) {
            option.settings().forEach((name, value) -> columns.put(name + "=" + value, 0));
        }
        int next = 1;
        for (Map.Entry<String, Integer> column : columns.entrySet()) {
            column.setValue(next++);
        }
        columns.put("", 0);
        double[][] system = new double[next][next];
        double[][] sums = new double[width][next];
        for (HistoryOption option : options) {
            double[] has = new double[next];
            has[0] = 1;
            option.settings().forEach((name, value) -> has[columns.getOrDefault(name + "=" + value, 0)] = 1);
            double[] target = numbers.getOrDefault(option.name(), new double[width]);
            for (int i = 0; i < next; i++) {
                for (int j = 0; j < next && has[i] > 0; j++) {
                    system[i][j] += has[i] * has[j];
                }
                for (int k = 0; k < width; k++) {
                    sums[k][i] += has[i] * target[k];
                }
            }
        }
        for (int i = 0; i < next; i++) {
            system[i][i] += i == 0 ? 1e-6 : SETTING_NOISE;
        }
        PositiveMatrix factored = PositiveMatrix.of(system);
        double[][] solved = new double[width][];
        for (int k = 0; k < width; k++) {
            solved[k] = factored.solve(sums[k]);
        }
        Map<String, double[]> effects = new HashMap<>();
        columns.forEach((name, column) -> {
            double[] effect = new double[width];
            for (int k = 0; k < width; k++) {
                effect[k] = solved[k][column];
            }
            effects.put(name, effect);
        });
        return effects;
    }

    /** Returns the logarithm of cost that sources of other groups say. */
    double leftOutLogCost(int view, int source, int option) {
        double[] numbers = encoding.options().get(table.options().get(option).name());
        double[] scores = views.get(view).leftOut()[source];
        double sum = Math.log(table.sources().get(source).units());
        if (numbers == null) {
            throw new IllegalStateException("A set of settings was lost; this is a mistake in the trainer.");
        }
        sum += numbers[0];
        for (int f = 0; f < scores.length; f++) {
            sum += scores[f] * numbers[f + 1];
        }
        return sum;
    }
}
