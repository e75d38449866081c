package io.reelbudget.trainer;

import io.reelbudget.estimator.ContentView;
import io.reelbudget.estimator.RenditionTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One encoder's formulas: a ridge regression for each view, with a level for each preset that all views share.
 *
 * @param baselines CPU seconds for a megapixel by preset
 * @param weights by view: one for each term, and one more for jobs measured elsewhere
 */
record EncoderFit(Map<String, Double> baselines, Map<ContentView, double[]> weights) {

    private static final double PENALTY = 2;
    private static final double LEVEL_PENALTY = 1e-3;

    /** Each preset has a level of its own, and starting is counted by itself: these would say them twice. */
    private static final List<String> LEVELS = List.of("one", "speed", "speed_squared", "log_seconds");

    /** What could make a larger or a faster picture cheaper, the least of it first: left out until it cannot. */
    private static final List<List<String>> DOUBTFUL = List.of(
            List.of(),
            List.of("detail_x_pixels", "motion_x_pixels"),
            List.of("detail_x_pixels", "motion_x_pixels", "motion_x_asked_bits", "detail_x_asked_bits"),
            List.of(
                    "detail_x_pixels",
                    "motion_x_pixels",
                    "motion_x_asked_bits",
                    "detail_x_asked_bits",
                    "speed_x_asked_bits",
                    "log_scale"),
            List.of(
                    "detail_x_pixels",
                    "motion_x_pixels",
                    "motion_x_asked_bits",
                    "detail_x_asked_bits",
                    "speed_x_asked_bits",
                    "log_scale",
                    "log_pixels",
                    "log_fps",
                    "log_asked_bits"));

    /** How far detail and motion can be from the usual. */
    private static final double MOST_CONTENT = RenditionTerms.MOST_CONTENT;

    private static final double MOST_SPEED = 3;

    static EncoderFit of(List<ViewedJob> rows, CostLaw unfitted) {
        List<String> presets = List.copyOf(new TreeSet<>(
                rows.stream().map(row -> row.job().target().preset()).toList()));
        Map<ContentView, double[]> raw = new EnumMap<>(ContentView.class);
        for (ContentView view : ContentView.values()) {
            List<ViewedJob> ofView =
                    rows.stream().filter(row -> row.view() == view).toList();
            if (!ofView.isEmpty()) {
                raw.put(view, rising(ofView, presets, unfitted));
            }
        }
        return shared(raw, presets);
    }

    /**
     * The presets' levels are those of the metadata's view; other views keep what they differ by in their first term.
     */
    private static EncoderFit shared(Map<ContentView, double[]> raw, List<String> presets) {
        int terms = RenditionTerms.count() + 1;
        double[] metadata = raw.get(ContentView.METADATA);
        if (metadata == null) {
            throw new IllegalStateException("Rows had no view of metadata but every job has one.");
        }
        Map<String, Double> baselines = new TreeMap<>();
        for (int p = 0; p < presets.size(); p++) {
            baselines.put(presets.get(p), Math.exp(metadata[terms + p]));
        }
        Map<ContentView, double[]> weights = new EnumMap<>(ContentView.class);
        raw.forEach((view, all) -> {
            double[] ofView = Arrays.copyOf(all, terms);
            double difference = 0;
            for (int p = 0; p < presets.size(); p++) {
                difference += (all[terms + p] - metadata[terms + p]) / presets.size();
            }
            ofView[0] = difference;
            weights.put(view, ofView);
        });
        return new EncoderFit(baselines, weights);
    }

    private static double[] rising(List<ViewedJob> rows, List<String> presets, CostLaw unfitted) {
        for (List<String> doubtful : DOUBTFUL) {
            double[] weights = fit(rows, presets, unfitted, doubtful);
            if (risesWithPixels(weights)) {
                return weights;
            }
        }
        throw new IllegalStateException("A formula without terms of size fell with size, which cannot be.");
    }

    private static double[] fit(List<ViewedJob> rows, List<String> presets, CostLaw unfitted, List<String> doubtful) {
        int terms = RenditionTerms.count() + 1;
        List<double[]> regressors = new ArrayList<>();
        double[] values = new double[rows.size()];
        for (int i = 0; i < values.length; i++) {
            ViewedJob row = rows.get(i);
            double[] all = Arrays.copyOf(row.terms(), terms + presets.size());
            for (String left : LEVELS) {
                all[RenditionTerms.indexOf(left)] = 0;
            }
            for (String left : doubtful) {
                all[RenditionTerms.indexOf(left)] = 0;
            }
            all[terms - 1] = row.job().place() == PastJob.Place.ELSEWHERE ? 1 : 0;
            all[terms + presets.indexOf(row.job().target().preset())] = 1;
            regressors.add(all);
            values[i] = unfitted.logActual(row);
        }
        double[] penalties = new double[terms + presets.size()];
        Arrays.fill(penalties, PENALTY);
        Arrays.fill(penalties, terms - 1, penalties.length, LEVEL_PENALTY);
        return RidgeFit.weights(regressors, values, penalties);
    }

    /**
     * At a given bit rate, a larger picture and a faster one have fewer bits a pixel. Where a term is at the bound of
     * what it may be, it no longer moves: so each of them must be as good as absent, too.
     */
    private static boolean risesWithPixels(double[] weights) {
        double pixels = weight(weights, "log_pixels")
                - MOST_CONTENT * Math.abs(weight(weights, "detail_x_pixels"))
                - MOST_CONTENT * Math.abs(weight(weights, "motion_x_pixels"));
        double bits = weight(weights, "log_asked_bits")
                + MOST_SPEED * Math.abs(weight(weights, "speed_x_asked_bits"))
                + MOST_CONTENT * Math.abs(weight(weights, "motion_x_asked_bits"))
                + MOST_CONTENT * Math.abs(weight(weights, "detail_x_asked_bits"));
        double scale = Math.min(0, weight(weights, "log_scale"));
        return 1 + Math.min(0, pixels) + scale - Math.max(0, bits) >= 0
                && 1 + Math.min(0, weight(weights, "log_fps")) - Math.max(0, bits) >= 0;
    }

    private static double weight(double[] weights, String term) {
        return weights[RenditionTerms.indexOf(term)];
    }
}
