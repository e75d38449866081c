package io.reelbudget.bench.probe;

import io.reelbudget.job.Content;
import io.reelbudget.job.TranscodeJob;
import java.util.List;

/**
 * A job of a source that was probed, and what it really took.
 *
 * @param source the source's name: jobs of one source are never split over training and scoring
 * @param rung the encoder and preset of its targets
 * @param job the job, its source's content as the probe found it
 * @param cpuSeconds CPU seconds of each target, in order
 * @param probeSeconds what the probe took
 */
record ProbedJob(String source, String rung, TranscodeJob job, List<Double> cpuSeconds, double probeSeconds) {

    ProbedJob {
        cpuSeconds = List.copyOf(cpuSeconds);
    }

    /** Returns this job of a source that was probed. */
    ProbedJob probed(Content content, double seconds) {
        TranscodeJob known = job.withSource(job.source().withContent(content));
        return new ProbedJob(source, rung, known, cpuSeconds, seconds);
    }

    /** Returns the job as if its source had not been probed. */
    TranscodeJob unprobed() {
        return job.withSource(job.source().withContent(Content.unknown()));
    }

    double actual() {
        return cpuSeconds.stream().mapToDouble(Double::doubleValue).sum();
    }
}
