package io.reelbudget.estimator;

import java.util.Arrays;
import java.util.List;

/**
 * A smoother over past sources for one set of known inputs: what sources like this one cost, factor by factor.
 *
 * <p>Kernel ridge regression on landmarks (the subset of regressors of Quiñonero-Candela and Rasmussen 2005, "A
 * unifying view of sparse approximate Gaussian process regression") with one length for each input, plus a linear part.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param name of the view
 * @param columns the inputs it needs, by name
 * @param center by column, what is taken off
 * @param spread by column, what it is divided by
 * @param low by column, the least scaled value seen; less counts as this
 * @param high by column, the greatest scaled value seen; more counts as this
 * @param kernels one for each group of factors, in their order
 * @param smear the mean of cost divided by P50, in total, of sources not trained on
 * @param p10Offset what is added to the trees' P10
 * @param p90Offsets by category, what is added to the trees' P90, so that nine of ten jobs of sources not trained on
 *     stay under it
 */
@SuppressWarnings("ArrayRecordComponent") // Read from a file once, never compared.
public record ViewEncoding(
        String name,
        List<String> columns,
        double[] center,
        double[] spread,
        double[] low,
        double[] high,
        List<KernelEncoding> kernels,
        double smear,
        double p10Offset,
        double[] p90Offsets) {

    public ViewEncoding {
        columns = List.copyOf(columns);
        kernels = List.copyOf(kernels);
    }

    /** Refuses a view whose arrays do not fit its work. */
    void requireShape(List<String> inputs, int categories, int factors) {
        int width = columns.size();
        boolean fits = inputs.containsAll(columns)
                && center.length == width
                && spread.length == width
                && low.length == width
                && high.length == width
                && smear > 0
                && Double.isFinite(smear + p10Offset)
                && p90Offsets.length == categories
                && Arrays.stream(p90Offsets).allMatch(Double::isFinite)
                && kernels.stream().mapToInt(KernelEncoding::factors).sum() == factors
                && kernels.stream().allMatch(kernel -> kernel.hasShape(width, categories));
        for (double value : spread) {
            fits &= value > 0;
        }
        if (!fits) {
            throw new IllegalArgumentException("View '" + name + "' had arrays that do not fit " + width
                    + " columns and " + factors + " factors but must; train it anew.");
        }
    }

    /** Tells whether a job has all that this view needs. */
    boolean isKnownOf(HistoryJob job) {
        for (String column : columns) {
            if (!Double.isFinite(job.input(column))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the scaled inputs of a job, kept within what was seen in training. */
    public double[] scaled(double[] inputs) {
        double[] scaled = new double[inputs.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = Math.max(low[i], Math.min(high[i], (inputs[i] - center[i]) / spread[i]));
        }
        return scaled;
    }

    /** Returns the scores of all factors for scaled inputs. */
    public double[] scores(double[] scaled, int category) {
        double[] scores =
                new double[kernels.stream().mapToInt(KernelEncoding::factors).sum()];
        int from = 0;
        for (KernelEncoding kernel : kernels) {
            kernel.addScores(scaled, category, scores, from);
            from += kernel.factors();
        }
        return scores;
    }
}
