package io.reelbudget.trainer;

import io.reelbudget.estimator.ContentView;
import io.reelbudget.estimator.CostFormulas;
import io.reelbudget.estimator.EncoderCoverage;
import io.reelbudget.estimator.JobFeatures;
import io.reelbudget.estimator.RenditionTerms;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.job.VideoFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What jobs cost before trees look at them: decoding, filters, and for each encoder and view a linear formula for the
 * logarithm of encoding time, with a baseline for each preset.
 *
 * @param shared decoding and filters, without formulas
 * @param baselines CPU seconds for a megapixel by encoder and preset: one for all views
 * @param weights by encoder and view
 */
record CostLaw(
        CostFormulas shared,
        Map<String, Map<String, Double>> baselines,
        Map<String, Map<ContentView, double[]>> weights) {

    /** Encoding is at least so much of a job, however much decoding was seen. */
    private static final double LEAST_ENCODING = 0.2;

    private static final double[] STARTING_SECONDS = {0, 0.02, 0.04, 0.06, 0.08, 0.1, 0.13, 0.16, 0.2, 0.25, 0.3, 0.4};

    static CostLaw fit(List<ViewedJob> rows) {
        Map<VideoCodec, Double> decoding = decoding(rows);
        List<ViewedJob> plain = plain(rows);
        Map<String, Double> starting = new TreeMap<>();
        byEncoder(plain).forEach((encoder, ofEncoder) -> starting.put(encoder, starting(encoder, ofEncoder, decoding)));
        CostLaw first = fit(shared(decoding, Map.of(), starting), plain);
        Map<VideoFilter, Double> filters = first.filters(rows);
        return filters.isEmpty() ? first : fit(shared(decoding, filters, starting), rows);
    }

    /** The jobs without filters; all of an encoder that has none such. */
    private static List<ViewedJob> plain(List<ViewedJob> rows) {
        List<ViewedJob> plain = new ArrayList<>();
        byEncoder(rows).values().forEach(ofEncoder -> {
            List<ViewedJob> unfiltered = ofEncoder.stream()
                    .filter(row -> row.job().target().filters().isEmpty())
                    .toList();
            plain.addAll(unfiltered.isEmpty() ? ofEncoder : unfiltered);
        });
        return plain;
    }

    private static CostFormulas shared(
            Map<VideoCodec, Double> decoding, Map<VideoFilter, Double> filters, Map<String, Double> starting) {
        return new CostFormulas(decoding, filters, starting, Map.of(), Map.of());
    }

    /** Of some times to start, the one with which formulas err least: short jobs tell it from the rest. */
    private static double starting(String encoder, List<ViewedJob> rows, Map<VideoCodec, Double> decoding) {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double seconds : STARTING_SECONDS) {
            CostLaw law = fit(shared(decoding, Map.of(), Map.of(encoder, seconds)), rows);
            double error = 0;
            for (ViewedJob row : rows) {
                error += Math.abs(Math.log(law.seconds(row) / row.job().cpuSeconds()));
            }
            if (error < least) {
                least = error;
                best = seconds;
            }
        }
        return best;
    }

    private static CostLaw fit(CostFormulas shared, List<ViewedJob> rows) {
        CostLaw unfitted = new CostLaw(shared, Map.of(), Map.of());
        Map<String, Map<String, Double>> baselines = new TreeMap<>();
        Map<String, Map<ContentView, double[]>> weights = new TreeMap<>();
        byEncoder(rows).forEach((encoder, ofEncoder) -> {
            EncoderFit fit = EncoderFit.of(ofEncoder, unfitted);
            baselines.put(encoder, fit.baselines());
            weights.put(encoder, fit.weights());
        });
        return new CostLaw(shared, baselines, weights);
    }

    static Map<String, List<ViewedJob>> byEncoder(List<ViewedJob> rows) {
        return rows.stream().collect(Collectors.groupingBy(ViewedJob::encoder, TreeMap::new, Collectors.toList()));
    }

    /** As probes measured it, for codecs of which there are sources; else as documented. */
    private static Map<VideoCodec, Double> decoding(List<ViewedJob> rows) {
        Map<VideoCodec, Map<String, Double>> measured = new EnumMap<>(VideoCodec.class);
        for (ViewedJob row : rows) {
            Source source = row.job().source();
            source.content().decodeSecondsPerMegapixel().ifPresent(seconds -> measured.computeIfAbsent(
                            source.codec(), codec -> new TreeMap<>())
                    .put(row.job().video(), seconds));
        }
        Map<VideoCodec, Double> decoding = new EnumMap<>(CostFormulas.usualDecoding());
        measured.forEach((codec, byVideo) -> decoding.put(
                codec,
                median(byVideo.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())));
        return decoding;
    }

    /** What is left of jobs with one filter when all else is taken away, for a million of the source's pixels. */
    private Map<VideoFilter, Double> filters(List<ViewedJob> rows) {
        Map<VideoFilter, List<Double>> left = new EnumMap<>(VideoFilter.class);
        for (ViewedJob row : rows) {
            Set<VideoFilter> filters = row.job().target().filters();
            if (filters.size() == 1 && knows(row)) {
                double rest =
                        row.job().cpuSeconds() - fixedSeconds(row) - Math.exp(logPerMegapixel(row)) * megapixels(row);
                left.computeIfAbsent(filters.iterator().next(), filter -> new ArrayList<>())
                        .add(rest / row.job().source().megapixels());
            }
        }
        Map<VideoFilter, Double> rates = new EnumMap<>(VideoFilter.class);
        left.forEach((filter, rests) -> rates.put(
                filter,
                Math.max(
                        0,
                        median(rests.stream().mapToDouble(Double::doubleValue).toArray()))));
        return rates;
    }

    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** Tells whether there was a job of a row's encoder and view, and of its preset. */
    boolean knows(ViewedJob row) {
        Map<ContentView, double[]> ofEncoder = weights.get(row.encoder());
        return ofEncoder != null
                && ofEncoder.containsKey(row.view())
                && logBaseline(row.job().target()) > Double.NEGATIVE_INFINITY;
    }

    private double logBaseline(Target target) {
        Map<String, Double> ofEncoder = baselines.getOrDefault(target.encoder(), Map.of());
        // Interpolation between presets is the coverage's; pixels and rates play no part in it.
        EncoderCoverage coverage = new EncoderCoverage(1, ofEncoder, 1, 1, 1, Set.of());
        return Math.log(coverage.baseline(target.preset()).orElse(0));
    }

    /** Returns the logarithm of what the formula says a million pixels take to encode. */
    double logPerMegapixel(ViewedJob row) {
        double[] ofView = weights.getOrDefault(row.encoder(), Map.of()).get(row.view());
        if (ofView == null) {
            throw new IllegalArgumentException("Training data had no job of " + row.encoder() + " in view " + row.view()
                    + " outside of one video but must have some of several; leave the encoder out.");
        }
        double sum = logBaseline(row.job().target());
        for (int i = 0; i < RenditionTerms.count(); i++) {
            sum += ofView[i] * row.terms()[i];
        }
        return sum + (row.job().place() == PastJob.Place.ELSEWHERE ? ofView[RenditionTerms.count()] : 0);
    }

    /** Returns the logarithm of what a million pixels took to encode, once decoding and filters are taken away. */
    double logActual(ViewedJob row) {
        PastJob job = row.job();
        double encoding = job.cpuSeconds() - fixedSeconds(row);
        return Math.log(Math.max(LEAST_ENCODING * job.cpuSeconds(), encoding) / megapixels(row));
    }

    /** Returns what the formula says a job takes in all. */
    private double seconds(ViewedJob row) {
        return fixedSeconds(row) + Math.exp(logPerMegapixel(row)) * megapixels(row);
    }

    /** Returns what starting, decoding and filters take. */
    double fixedSeconds(ViewedJob row) {
        Target target = row.job().target();
        return target.passes() * shared.fixedSeconds(row.job().source(), target);
    }

    static double megapixels(ViewedJob row) {
        Target target = row.job().target();
        return target.passes() * JobFeatures.encodeMegapixels(row.job().source(), target);
    }
}
