package io.reelbudget.bench.probe;

import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Foretells CPU seconds from a probe: decoding as it was measured, plus encoding by a regression of its logarithm for
 * each encoder and preset.
 */
final class ProbeModel {

    private static final double PENALTY = 3.0;

    /** Encoding is at least so much of an encode, however much decoding the probe saw. */
    private static final double LEAST_SHARE = 0.2;

    private final Map<String, RidgeRegression> regressions = new HashMap<>();
    private final Map<String, Double> corrections = new HashMap<>();

    private ProbeModel() {}

    /** Fits to jobs, whose sources are not those to be foretold. */
    static ProbeModel fit(List<ProbedJob> jobs) {
        ProbeModel model = new ProbeModel();
        for (String rung : jobs.stream().map(ProbedJob::rung).distinct().toList()) {
            List<ProbedJob> same =
                    jobs.stream().filter(each -> each.rung().equals(rung)).toList();
            model.fit(rung, same);
        }
        return model;
    }

    private void fit(String rung, List<ProbedJob> jobs) {
        List<double[]> rows = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (ProbedJob job : jobs) {
            Source source = job.job().source();
            for (int i = 0; i < job.targets().size(); i++) {
                Target target = job.targets().get(i);
                double seconds = job.cpuSeconds().get(i);
                double encoding = Math.max(LEAST_SHARE * seconds, seconds - ProbeFeatures.decodeSeconds(source));
                rows.add(ProbeFeatures.of(source, target));
                values.add(Math.log(encoding / ProbeFeatures.encodeMegapixels(source, target)));
            }
        }
        double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
        regressions.put(rung, RidgeRegression.fit(rows, array, PENALTY));
        corrections.put(rung, 1.0);
        double actual = jobs.stream().mapToDouble(ProbedJob::actual).sum();
        double foretold = jobs.stream().mapToDouble(this::predict).sum();
        // A logarithm's mean is below the mean's logarithm: totals would come out short.
        corrections.put(rung, actual / foretold);
    }

    /** Returns the CPU seconds that a job should take. */
    double predict(ProbedJob job) {
        Source source = job.job().source();
        RidgeRegression regression = regressions.get(job.rung());
        Double correction = corrections.get(job.rung());
        if (regression == null || correction == null) {
            throw new IllegalArgumentException("Encoder and preset were '" + job.rung() + "' but must be one of "
                    + regressions.keySet() + ", which jobs of other sources had; measure more of them.");
        }
        double seconds = 0;
        for (Target target : job.targets()) {
            double perMegapixel = Math.exp(regression.predict(ProbeFeatures.of(source, target)));
            seconds +=
                    ProbeFeatures.decodeSeconds(source) + perMegapixel * ProbeFeatures.encodeMegapixels(source, target);
        }
        return seconds * correction;
    }
}
