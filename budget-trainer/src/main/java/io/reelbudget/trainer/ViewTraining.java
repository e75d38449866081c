package io.reelbudget.trainer;

import io.reelbudget.estimator.KernelEncoding;
import io.reelbudget.estimator.ViewEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A view's smoother, trained.
 *
 * @param encoding the smoother, still without the trees' offsets
 * @param leftOut by source and factor, what sources of other groups say
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ViewTraining(ViewEncoding encoding, double[][] leftOut) {

    private static final int LANDMARKS = 512;
    private static final int ROWS_FOR_LENGTHS = 400;
    private static final int FACTORS_FOR_LENGTHS = 8;

    /** The strongest factor, the next, and the rest each have lengths of their own. */
    private static final int[] GROUP_STARTS = {0, 1, 4};

    /** Beyond so many standard deviations an input is an accident. */
    private static final double MAX_SCALED = 4;

    static ViewTraining of(
            HistoryTable table, ViewPlan plan, List<String> categoryNames, OptionFactors factors, long seed) {
        List<HistorySource> sources = table.sources();
        Scaling scaling = Scaling.of(sources, plan.columns());
        double[][] inputs = sources.stream().map(scaling::of).toArray(double[][]::new);
        int[] categories = sources.stream()
                .mapToInt(s -> Math.max(0, categoryNames.indexOf(s.category())))
                .toArray();
        Rows rows = new Rows(
                inputs, categories, sources.stream().map(HistorySource::group).toList(), categoryNames.size(), seed);
        int pixels = plan.columns().indexOf(table.pixels());
        ViewTraining free = of(plan.name(), scaling, rows, factors, lengths -> lengths);
        if (pixels < 0 || PixelRise.holds(free.encoding(), pixels, inputs, categories, factors.loadings())) {
            return free;
        }
        ViewTraining straight = of(plan.name(), scaling, rows, factors, lengths -> lengths.withoutBumpsOver(pixels));
        if (!PixelRise.holds(straight.encoding(), pixels, inputs, categories, factors.loadings())) {
            throw new IllegalStateException("View '" + plan.name() + "' of " + table.work()
                    + " has larger pictures cost less in total but they must cost more; check the sizes in the data.");
        }
        return straight;
    }

    /** The sources of a table as smoothers see them. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Rows(double[][] inputs, int[] categories, List<String> groups, int categoryCount, long seed) {

        List<Integer> some(int count) {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < inputs.length; i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(seed));
            return order.subList(0, Math.min(count, order.size()));
        }
    }

    private static ViewTraining of(
            String name, Scaling scaling, Rows rows, OptionFactors factors, UnaryOperator<KernelLengths> shaped) {
        int count = factors.loadings().length;
        double[][] leftOut = new double[rows.inputs().length][count];
        List<KernelEncoding> kernels = new ArrayList<>();
        for (int g = 0; g < GROUP_STARTS.length && GROUP_STARTS[g] < count; g++) {
            int from = GROUP_STARTS[g];
            int to = g + 1 < GROUP_STARTS.length ? Math.min(count, GROUP_STARTS[g + 1]) : count;
            Standardized outputs = Standardized.of(factors.scores(), from, to);
            KernelRegression.Fit fit = fit(rows, outputs.values(), shaped);
            kernels.add(outputs.restore(fit.encoding()));
            for (int i = 0; i < leftOut.length; i++) {
                for (int f = from; f < to; f++) {
                    leftOut[i][f] = outputs.restore(fit.leftOut()[i][f - from], f - from);
                }
            }
        }
        ViewEncoding encoding = new ViewEncoding(
                name,
                scaling.columns(),
                scaling.center(),
                scaling.spread(),
                scaling.low(),
                scaling.high(),
                kernels,
                1,
                0,
                new double[rows.categoryCount()]);
        return new ViewTraining(encoding, leftOut);
    }

    private static KernelRegression.Fit fit(Rows rows, double[][] outputs, UnaryOperator<KernelLengths> shaped) {
        List<Integer> forLengths = rows.some(ROWS_FOR_LENGTHS);
        List<Integer> landmarks = rows.some(LANDMARKS);
        KernelLengths lengths = shaped.apply(KernelLengths.fit(
                pick(rows.inputs(), forLengths),
                pick(rows.categories(), forLengths),
                first(pick(outputs, forLengths), FACTORS_FOR_LENGTHS)));
        return new KernelRegression(
                        lengths,
                        pick(rows.inputs(), landmarks),
                        pick(rows.categories(), landmarks),
                        rows.categoryCount())
                .fit(rows.inputs(), rows.categories(), rows.groups(), outputs);
    }

    private static double[][] first(double[][] rows, int columns) {
        return Arrays.stream(rows)
                .map(row -> Arrays.copyOf(row, Math.min(columns, row.length)))
                .toArray(double[][]::new);
    }

    private static double[][] pick(double[][] rows, List<Integer> chosen) {
        return chosen.stream().map(i -> rows[i]).toArray(double[][]::new);
    }

    private static int[] pick(int[] values, List<Integer> chosen) {
        return chosen.stream().mapToInt(i -> values[i]).toArray();
    }

    /** Inputs are made comparable: mean zero, deviation one, kept within what was seen. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Scaling(List<String> columns, double[] center, double[] spread, double[] low, double[] high) {

        static Scaling of(List<HistorySource> sources, List<String> columns) {
            int width = columns.size();
            Scaling scaling =
                    new Scaling(columns, new double[width], new double[width], new double[width], new double[width]);
            for (int k = 0; k < width; k++) {
                String column = columns.get(k);
                double[] values =
                        sources.stream().mapToDouble(s -> s.input(column)).toArray();
                double mean = Arrays.stream(values).average().orElse(0);
                double variance = Arrays.stream(values)
                        .map(x -> (x - mean) * (x - mean))
                        .average()
                        .orElse(0);
                scaling.center[k] = mean;
                scaling.spread[k] = Math.sqrt(variance) + 1e-9;
                scaling.low[k] =
                        Math.max(-MAX_SCALED, (Arrays.stream(values).min().orElse(0) - mean) / scaling.spread[k]);
                scaling.high[k] =
                        Math.min(MAX_SCALED, (Arrays.stream(values).max().orElse(0) - mean) / scaling.spread[k]);
            }
            return scaling;
        }

        double[] of(HistorySource source) {
            double[] row = new double[columns.size()];
            for (int k = 0; k < row.length; k++) {
                double value = source.input(columns.get(k));
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("Source '" + source.name() + "' had " + columns.get(k) + " = "
                            + value + " but must have a number; leave the source out.");
                }
                row[k] = Math.max(low[k], Math.min(high[k], (value - center[k]) / spread[k]));
            }
            return row;
        }
    }

    /** Outputs of mean zero and deviation one, and the way back. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Standardized(double[][] values, double[] center, double[] spread) {

        static Standardized of(double[][] scores, int from, int to) {
            int n = scores.length;
            Standardized all = new Standardized(new double[n][to - from], new double[to - from], new double[to - from]);
            for (int f = 0; f < to - from; f++) {
                double sum = 0;
                for (double[] row : scores) {
                    sum += row[from + f];
                }
                double mean = sum / n;
                double squares = 0;
                for (double[] row : scores) {
                    squares += (row[from + f] - mean) * (row[from + f] - mean);
                }
                all.center[f] = mean;
                all.spread[f] = Math.sqrt(squares / n) + 1e-12;
                for (int i = 0; i < n; i++) {
                    all.values[i][f] = (scores[i][from + f] - mean) / all.spread[f];
                }
            }
            return all;
        }

        double restore(double value, int output) {
            return value * spread[output] + center[output];
        }

        KernelEncoding restore(KernelEncoding kernel) {
            int m = kernel.factors();
            int count = kernel.landmarkCategories().length;
            float[] bumps = kernel.bumps().clone();
            double[] slopes = kernel.slopes().clone();
            double[] offsets = kernel.offsets().clone();
            for (int i = 0; i < bumps.length; i++) {
                bumps[i] = (float) (bumps[i] * spread[i / count]);
            }
            for (int i = 0; i < slopes.length; i++) {
                slopes[i] *= spread[i % m];
            }
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = restore(offsets[i], i % m);
            }
            return new KernelEncoding(
                    kernel.inverseLengths(),
                    kernel.categoryDistance(),
                    kernel.landmarks(),
                    kernel.landmarkCategories(),
                    bumps,
                    slopes,
                    offsets,
                    m);
        }
    }
}
