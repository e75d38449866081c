package io.reelbudget.trainer;

import io.reelbudget.estimator.HeldOutMetrics;
import io.reelbudget.estimator.MachineEncoding;
import io.reelbudget.estimator.ViewEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What held-out rows say of a view's quantiles and total.
 *
 * <p>P90 is moved by one-sided split conformal calibration, group by group (Mondrian, after Vovk): by kind of content.
 * The jobs of one source err alike, so what counts is a group's number of sources: a small group is given a higher
 * level, about one standard error of its coverage, and is drawn towards all.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CalibratedView(double smear, double p10Offset, double[] p90Offsets, HeldOutMetrics metrics) {

    private static final double COVERAGE = 0.9;
    private static final double LOW = 0.1;

    /** Somewhat more than the deviation of a source that is either under P90 or not, with all its jobs. */
    private static final double GROUP_CAUTION = 0.36;

    /** What caution adds to groups of usual size, taken off again. */
    private static final double USUAL_CAUTION = 0.028;

    /** With so many sources a group is believed half. */
    private static final double HALF_BELIEVED = 40;

    static CalibratedView of(HeldOutTrees heldOut, int view, int categories) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < heldOut.rows().size(); i++) {
            if (heldOut.rows().get(i).view() == view) {
                rows.add(i);
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "View " + view + " had no jobs but must have some; bring its trials too.");
        }
        double[] below = new double[rows.size()];
        double[] above = new double[rows.size()];
        double[] errors = new double[rows.size()];
        double actual = 0;
        double medians = 0;
        int raw = 0;
        for (int i = 0; i < errors.length; i++) {
            double[] quantiles = heldOut.predicted()[rows.get(i)];
            double log = heldOut.rows().get(rows.get(i)).actual();
            below[i] = log - quantiles[0];
            above[i] = log - quantiles[2];
            errors[i] = Math.abs(Math.exp(quantiles[1] - log) - 1);
            actual += Math.exp(log);
            medians += Math.exp(quantiles[1]);
            raw += above[i] <= 0 ? 1 : 0;
        }
        double[] offsets = offsets(heldOut, rows, above, categories);
        int covered = 0;
        for (int i = 0; i < errors.length; i++) {
            covered += above[i] <= offsets[heldOut.rows().get(rows.get(i)).category()] ? 1 : 0;
        }
        Arrays.sort(errors);
        int n = errors.length;
        HeldOutMetrics metrics = new HeldOutMetrics(
                n,
                errors[n / 2],
                Arrays.stream(errors).average().orElse(0),
                medians / actual - 1,
                covered / (double) n,
                raw / (double) n);
        return new CalibratedView(actual / medians, quantile(below, LOW), offsets, metrics);
    }

    private static double[] offsets(HeldOutTrees heldOut, List<Integer> rows, double[] above, int categories) {
        double[] offsets = new double[categories];
        double all = quantile(above, COVERAGE);
        Arrays.fill(offsets, all);
        double alike = Math.sqrt(alikeness(heldOut, rows, above, all));
        for (int category = 1; category < categories; category++) {
            List<Double> own = new ArrayList<>();
            Set<String> sources = new HashSet<>();
            for (int i = 0; i < above.length; i++) {
                HistoryRows.Row row = heldOut.rows().get(rows.get(i));
                if (row.category() == category) {
                    own.add(above[i]);
                    sources.add(row.group());
                }
            }
            if (!own.isEmpty()) {
                double level = COVERAGE + alike * (GROUP_CAUTION / Math.sqrt(sources.size()) - USUAL_CAUTION);
                double belief = sources.size() / (sources.size() + HALF_BELIEVED);
                double ofOwn = quantile(own.stream().mapToDouble(x -> x).toArray(), level);
                offsets[category] = belief * ofOwn + (1 - belief) * quantile(above, level);
            }
        }
        return offsets;
    }

    /**
     * Returns which share of the variance of coming in above an offset lies between sources: 1 where jobs of one are
     * alike.
     */
    private static double alikeness(HeldOutTrees heldOut, List<Integer> rows, double[] above, double offset) {
        Map<String, int[]> bySource = new TreeMap<>();
        for (int i = 0; i < above.length; i++) {
            int[] counts =
                    bySource.computeIfAbsent(heldOut.rows().get(rows.get(i)).group(), g -> new int[2]);
            counts[0]++;
            counts[1] += above[i] > offset ? 1 : 0;
        }
        double within = 0;
        double pooled = 0;
        for (int[] counts : bySource.values()) {
            if (counts[0] > 1) {
                double share = counts[1] / (double) counts[0];
                within += counts[0] * share * (1 - share) * counts[0] / (counts[0] - 1);
                pooled += counts[0];
            }
        }
        double variance = COVERAGE * (1 - COVERAGE);
        return pooled == 0 ? 1 : Math.max(0, Math.min(1, 1 - within / pooled / variance));
    }

    /** Returns the ceil((n+1) level)-th smallest, or the largest where there are too few. */
    private static double quantile(double[] values, double level) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil((sorted.length + 1) * level);
        return sorted[Math.max(1, Math.min(rank, sorted.length)) - 1];
    }

    ViewEncoding apply(ViewEncoding view) {
        return new ViewEncoding(
                view.name(),
                view.columns(),
                view.center(),
                view.spread(),
                view.low(),
                view.high(),
                view.kernels(),
                smear,
                p10Offset,
                p90Offsets);
    }

    MachineEncoding apply(MachineEncoding machines) {
        return new MachineEncoding(
                machines.machines(),
                machines.center(),
                machines.spread(),
                machines.inverseLengths(),
                machines.architectureDistance(),
                machines.amplitude(),
                machines.slopes(),
                machines.architectureVariance(),
                machines.noise(),
                p10Offset,
                p90Offsets[0]);
    }
}
