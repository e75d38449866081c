package io.reelbudget.trainer;

import io.reelbudget.estimator.ContentView;
import io.reelbudget.estimator.CostFormulas;
import io.reelbudget.estimator.EncoderFormula;
import io.reelbudget.estimator.JobFeatures;
import io.reelbudget.estimator.RenditionTerms;
import io.reelbudget.estimator.SpreadFormula;
import io.reelbudget.estimator.ViewFormula;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Puts a model's formulas together: of cost, with what was learned of jobs held out; of bits and of memory. */
final class FormulaTraining {

    private static final double PENALTY = 2;

    /** With fewer jobs a spread would be more noise than knowledge. */
    private static final int LEAST_JOBS = 40;

    /** An ffmpeg that is loaded holds more: less was seen while it was not. */
    private static final long LEAST_PEAK_BYTES = 8 << 20;

    private static final int FOLDS = 5;
    private static final List<String> MEMORY_TERMS = List.of("one", "log_pixels", "log_scale", "speed");

    private FormulaTraining() {}

    static CostFormulas formulas(List<ViewedJob> rows, CostLaw law, List<HeldOut> heldOut) {
        Map<String, EncoderFormula> encoders = new TreeMap<>();
        Map<String, SpreadFormula> memory = new TreeMap<>();
        CostLaw.byEncoder(rows).forEach((encoder, ofEncoder) -> {
            Map<ContentView, ViewFormula> views = new EnumMap<>(ContentView.class);
            law.weights().getOrDefault(encoder, Map.of()).forEach((view, weights) -> {
                List<ViewedJob> ofView =
                        ofEncoder.stream().filter(row -> row.view() == view).toList();
                views.put(view, view(weights, ofView, Scores.of(heldOut, encoder, view)));
            });
            encoders.put(encoder, new EncoderFormula(views));
            List<ViewedJob> weighed = ofEncoder.stream()
                    .filter(row ->
                            row.view() == ContentView.METADATA && row.job().peakMemoryBytes() > LEAST_PEAK_BYTES)
                    .toList();
            if (weighed.size() >= LEAST_JOBS) {
                memory.put(
                        encoder,
                        spread(weighed, MEMORY_TERMS, row -> Math.log(row.job().peakMemoryBytes() / 1e6)));
            }
        });
        return new CostFormulas(
                law.shared().decoding(), law.shared().filters(), law.shared().starting(), encoders, memory);
    }

    private static ViewFormula view(double[] weights, List<ViewedJob> rows, List<HeldOut> heldOut) {
        List<ViewedJob> written =
                rows.stream().filter(row -> row.job().bytes() > 0).toList();
        List<SpreadFormula> bits = written.size() < LEAST_JOBS
                ? List.of()
                : List.of(spread(
                        written,
                        RenditionTerms.names(),
                        row -> Math.log(row.job().bytes() * 8.0 / (onePass(row) * 1e6))));
        return new ViewFormula(Arrays.copyOf(weights, RenditionTerms.count()), ConformalOffset.of(heldOut), bits);
    }

    /** However often the encoder goes over a video, it writes it once. */
    private static double onePass(ViewedJob row) {
        return JobFeatures.encodeMegapixels(row.job().source(), row.job().target());
    }

    /** A ridge regression on some of the terms, and how far jobs of videos that were left out lie from it. */
    private static SpreadFormula spread(List<ViewedJob> rows, List<String> terms, ToDoubleFunction<ViewedJob> value) {
        double[] residuals = new double[rows.size()];
        List<String> videos = List.copyOf(
                new TreeSet<>(rows.stream().map(row -> row.job().video()).toList()));
        for (int fold = 0; fold < FOLDS; fold++) {
            int heldOut = fold;
            double[] weights = fit(
                    rows.stream()
                            .filter(row -> videos.indexOf(row.job().video()) % FOLDS != heldOut)
                            .toList(),
                    terms,
                    value);
            for (int i = 0; i < residuals.length; i++) {
                if (videos.indexOf(rows.get(i).job().video()) % FOLDS == fold) {
                    residuals[i] = value.applyAsDouble(rows.get(i))
                            - dot(weights, rows.get(i).terms());
                }
            }
        }
        Arrays.sort(residuals);
        double p50 = residuals[residuals.length / 2];
        return new SpreadFormula(
                fit(rows, terms, value),
                residuals[residuals.length / 10] - p50,
                p50,
                residuals[residuals.length * 9 / 10] - p50);
    }

    private static double[] fit(List<ViewedJob> rows, List<String> terms, ToDoubleFunction<ViewedJob> value) {
        double[] penalties = new double[RenditionTerms.count()];
        Arrays.fill(penalties, PENALTY);
        penalties[0] = 1e-3;
        List<double[]> regressors = rows.stream()
                .map(row -> {
                    double[] some = new double[RenditionTerms.count()];
                    terms.forEach(term -> {
                        int at = RenditionTerms.indexOf(term);
                        some[at] = row.terms()[at];
                    });
                    return some;
                })
                .toList();
        return RidgeFit.weights(regressors, rows.stream().mapToDouble(value).toArray(), penalties);
    }

    private static double dot(double[] weights, double[] terms) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * terms[i];
        }
        return sum;
    }
}
