package io.reelbudget.bench.probe;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.StatUtils;

/**
 * How far what was foretold is from what was measured.
 *
 * @param jobs how many
 * @param mdape median of the absolute errors, per cent of what was measured
 * @param mape their mean
 * @param totalError error of the sum, per cent, negative where too little was foretold
 * @param costShare what the probe took, per cent of the job, each job paying for a probe of its own
 */
record ProbeScore(int jobs, double mdape, double mape, double totalError, double costShare) {

    static ProbeScore of(List<ProbedJob> jobs, List<Double> foretold) {
        double[] errors = new double[jobs.size()];
        double actual = 0;
        double predicted = 0;
        double probes = 0;
        for (int i = 0; i < errors.length; i++) {
            ProbedJob job = jobs.get(i);
            errors[i] = Math.abs(foretold.get(i) / job.actual() - 1) * 100;
            actual += job.actual();
            predicted += foretold.get(i);
            probes += job.probeSeconds();
        }
        return new ProbeScore(
                errors.length,
                StatUtils.percentile(errors, 50),
                StatUtils.mean(errors),
                (predicted / actual - 1) * 100,
                probes / actual * 100);
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"mdape\":%.2f,\"mape\":%.2f,\"totalError\":%.2f,\"costShare\":%.2f}",
                mdape,
                mape,
                totalError,
                costShare);
    }
}
