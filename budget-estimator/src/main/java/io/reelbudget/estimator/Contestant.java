package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Corrected;
import io.reelbudget.estimator.Calibration.Question;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A predictor with what finished jobs have taught about it.
 *
 * <p>This class is thread-safe.
 */
final class Contestant {

    private final Predictor predictor;
    private final Calibration calibration = new Calibration();

    Contestant(Predictor predictor) {
        this.predictor = predictor;
    }

    Predictor predictor() {
        return predictor;
    }

    Calibration calibration() {
        return calibration;
    }

    String label() {
        return predictor.label();
    }

    /** Asks the predictor about a job, which may throw. */
    Question ask(TranscodeJob job) {
        return question(job, predictor.renditions(job));
    }

    /** Returns a job with the renditions that someone else has predicted. */
    static Question question(TranscodeJob job, List<RenditionEstimate> renditions) {
        String basis =
                distinct(renditions.stream().map(RenditionEstimate::basis).toList(), " and ");
        return new Question(job, basis, renditions, Kind.of(basis, job));
    }

    CostEstimate answer(Question question) {
        Corrected corrected = calibration.correct(question);
        List<RenditionEstimate> renditions = question.renditions();
        String reason =
                distinct(renditions.stream().map(RenditionEstimate::reason).toList(), "; ")
                        + correctionNote(corrected.similarJobs())
                        + probeNote(question.job());
        return new CostEstimate(
                corrected.seconds(),
                corrected.mean(),
                Calibration.originOf(renditions),
                question.basis(),
                corrected.similarJobs(),
                reason,
                JobForecast.footprint(renditions),
                JobForecast.contributions(renditions));
    }

    /** Learns what a job really took. */
    void learn(Question question, FinishedJob finished) {
        CostEstimate asked = finished.estimate();
        boolean own = asked.model().equals(question.basis());
        Optional<Quantiles> given = own ? Optional.of(asked.cpuSeconds()) : Optional.empty();
        calibration.learn(question, finished.cpuSeconds(), given);
    }

    private static String correctionNote(long similar) {
        return similar == 0 ? "." : ", corrected by " + similar + (similar == 1 ? " finished job." : " finished jobs.");
    }

    private static String probeNote(TranscodeJob job) {
        return job.source()
                .content()
                .unprobed()
                .map(why -> " Not probed: " + why)
                .orElse("");
    }

    private static String distinct(List<String> texts, String separator) {
        return texts.stream().distinct().collect(Collectors.joining(separator));
    }
}
