package io.reelbudget.estimator;

import java.util.List;
import java.util.Map;

/**
 * What a history model knows of one kind of work: its inputs, categories, sets of settings, and a smoother for each set
 * of inputs that may be known.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name of the work
 * @param pixels the name of the input that is the logarithm of the picture's size; empty where it has none
 * @param inputs all inputs by name
 * @param categories the kinds of content; the first is what an unknown one counts as
 * @param options by name, the logarithm of the median cost per unit, then the loadings of each factor
 * @param settings by {@code name=value}, what a setting adds to the same numbers: for sets that the data had not; the
 *     empty name is what all have
 * @param views in the order in which they are preferred
 */
@SuppressWarnings("ArrayRecordComponent") // Read from a file once, never compared.
public record WorkEncoding(
        String name,
        String pixels,
        List<String> inputs,
        List<String> categories,
        Map<String, double[]> options,
        Map<String, double[]> settings,
        List<ViewEncoding> views) {

    public WorkEncoding {
        inputs = List.copyOf(inputs);
        categories = List.copyOf(categories);
        options = Map.copyOf(options);
        settings = Map.copyOf(settings);
        views = List.copyOf(views);
        int factors = factors(options, settings);
        if (categories.isEmpty()
                || views.isEmpty()
                || !inputs.containsAll(pixels.isEmpty() ? List.of() : List.of(pixels))) {
            throw new IllegalArgumentException("Work '" + name + "' had " + categories.size() + " categories and "
                    + views.size() + " views but must have some, and its pixels among its inputs; train it anew.");
        }
        for (ViewEncoding view : views) {
            view.requireShape(inputs, categories.size(), factors);
        }
    }

    private static int factors(Map<String, double[]> options, Map<String, double[]> settings) {
        double[] first = settings.get("");
        if (first == null) {
            throw new IllegalArgumentException(
                    "A work had no setting '' but must have what all sets share; train it anew.");
        }
        for (double[] row : options.values()) {
            requireRow(row, first.length);
        }
        settings.values().forEach(row -> requireRow(row, first.length));
        return first.length - 1;
    }

    private static void requireRow(double[] row, int length) {
        boolean finite = true;
        for (double value : row) {
            finite &= Double.isFinite(value);
        }
        if (row.length != length || !finite) {
            throw new IllegalArgumentException("A set of settings had " + row.length + " numbers but must have "
                    + length + ", all finite; train it anew.");
        }
    }

    /** Returns the numbers of a job's set of settings: known ones as they are, others added up from their settings. */
    double[] optionOf(HistoryJob job) {
        double[] known = options.get(job.option());
        if (known != null) {
            return known;
        }
        double[] sum = settings.getOrDefault("", new double[0]).clone();
        job.settings().forEach((name, value) -> {
            double[] effect = settings.get(name + "=" + value);
            for (int i = 0; effect != null && i < sum.length; i++) {
                sum[i] += effect[i];
            }
        });
        return sum;
    }

    /** Returns the index of a category, 0 where unknown. */
    int categoryOf(HistoryJob job) {
        return Math.max(0, categories.indexOf(job.category()));
    }
}
