package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Group;
import io.reelbudget.estimator.Learned.Outcome;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates jobs by a trained model, by documented rates per megapixel where no model covers them, and corrects both by
 * every finished job.
 *
 * <p>No job ever fails for want of a model: where it is missing, damaged or cannot run, one warning is logged, and each
 * estimate says in its reason what it rests on.
 *
 * <p>The renditions of one job are added up quantile by quantile, as if all of them were dear at once: the same content
 * makes them so, and where it does not the sum's P90 is too high rather than too low. Each rendition's estimate has the
 * decoding of the source in it, which ffmpeg does once for all: this, too, errs on the dear side, and finished jobs
 * correct it.
 *
 * <p>This class is thread-safe. Close it after the last estimate: it holds native memory.
 */
public final class TrainedCostEstimator implements CostEstimator, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainedCostEstimator.class);

    /** Estimates stay within a microsecond and 30 years, also for a video of absurd length. */
    private static final double MIN_SECONDS = 1e-6;

    private static final double MAX_SECONDS = 1e9;

    private final Optional<CostModel> model;
    private final String whyNoModel;
    private final RateTable rates;
    private final Calibration calibration = new Calibration();
    private final AtomicBoolean warnedOfFailure = new AtomicBoolean();

    private TrainedCostEstimator(Optional<CostModel> model, String whyNoModel) {
        this.model = model;
        this.whyNoModel = whyNoModel;
        this.rates = RateTable.bundled();
    }

    /** Returns an estimator on the model that is shipped with the library; on rates alone where that cannot run. */
    public static TrainedCostEstimator bundled() {
        return openedBy(CostModel::bundled);
    }

    /**
     * Returns an estimator on a model of your own; on rates alone where that cannot be used. To be told instead, open
     * it by {@link CostModel#open} and hand it to {@link #of}.
     *
     * @param model the ONNX file
     * @param card the JSON card beside it
     */
    public static TrainedCostEstimator withModel(Path model, Path card) {
        return openedBy(() -> CostModel.open(model, card));
    }

    /** Returns an estimator on an open model, which it closes. */
    public static TrainedCostEstimator of(CostModel model) {
        return new TrainedCostEstimator(Optional.of(model), "");
    }

    /** Returns an estimator on documented rates alone, for where no native code may be loaded. */
    public static TrainedCostEstimator withRatesOnly() {
        return new TrainedCostEstimator(Optional.empty(), "No model is in use");
    }

    private static TrainedCostEstimator openedBy(ModelSource source) {
        try {
            return of(source.open());
        } catch (ModelException e) {
            LOG.warn("The cost model cannot be used; jobs are estimated by documented rates per megapixel.", e);
            return new TrainedCostEstimator(Optional.empty(), "The model cannot be used (see the log)");
        }
    }

    @FunctionalInterface
    private interface ModelSource {
        CostModel open();
    }

    /** Returns what the model says of itself; empty where jobs are estimated by rates alone. */
    public Optional<ModelMetadata> model() {
        return model.map(CostModel::metadata);
    }

    /** Returns what finished jobs have taught, to be kept over a restart. */
    public Calibration calibration() {
        return calibration;
    }

    @Override
    public CostEstimate estimate(TranscodeJob job) {
        List<RenditionEstimate> renditions = renditions(job);
        List<LogQuantiles> corrected =
                renditions.stream().map(r -> r.correctedBy(calibration)).toList();
        long similar = renditions.stream()
                .mapToLong(r -> r.similarJobs(calibration))
                .min()
                .orElse(0);
        boolean allByModel = renditions.stream().allMatch(r -> r.origin() == Origin.MODEL);
        return new CostEstimate(
                new Quantiles(
                        seconds(corrected, LogQuantiles::p10),
                        seconds(corrected, LogQuantiles::p50),
                        seconds(corrected, LogQuantiles::p90)),
                allByModel ? Origin.MODEL : Origin.RATE,
                distinct(renditions.stream().map(RenditionEstimate::basis).toList(), " and "),
                similar,
                distinct(renditions.stream().map(RenditionEstimate::reason).toList(), "; ") + correctionNote(similar));
    }

    @Override
    public void learn(FinishedJob finished) {
        if (finished.cpuSeconds() < MIN_SECONDS) {
            // It says nothing about what such jobs cost: it hardly ran.
            return;
        }
        List<RenditionEstimate> renditions = renditions(finished.job());
        double expected =
                seconds(renditions.stream().map(RenditionEstimate::raw).toList(), LogQuantiles::p50);
        double p90 =
                seconds(renditions.stream().map(r -> r.correctedBy(calibration)).toList(), LogQuantiles::p90);
        Set<Group> groups = new LinkedHashSet<>();
        renditions.forEach(r -> groups.addAll(r.groups()));
        calibration.learn(
                groups,
                Math.log(finished.cpuSeconds() / expected),
                finished.cpuSeconds() > p90 ? Outcome.ABOVE_P90 : Outcome.WITHIN_P90);
    }

    private List<RenditionEstimate> renditions(TranscodeJob job) {
        if (model.isEmpty()) {
            return job.targets().stream()
                    .map(t -> byRate(job.source(), t, whyNoModel))
                    .toList();
        }
        try {
            return byModel(model.get(), job);
        } catch (ModelException e) {
            if (warnedOfFailure.compareAndSet(false, true)) {
                LOG.warn("The cost model failed; jobs it fails on are estimated by documented rates per megapixel.", e);
            }
            return job.targets().stream()
                    .map(t -> byRate(job.source(), t, "The model failed (see the log)"))
                    .toList();
        }
    }

    private List<RenditionEstimate> byModel(CostModel costModel, TranscodeJob job) {
        Source source = job.source();
        List<Target> covered = job.targets().stream()
                .filter(t -> costModel.whyNotCovered(source, t).isEmpty())
                .toList();
        List<LogQuantiles> predicted = covered.isEmpty() ? List.of() : costModel.predict(source, covered);
        String label = costModel.metadata().label();
        List<RenditionEstimate> renditions = new ArrayList<>();
        for (int i = 0; i < covered.size(); i++) {
            Target target = covered.get(i);
            String unknownRate = costModel.knowsRateOf(target) ? "" : ", without regard to its rate control";
            renditions.add(new RenditionEstimate(
                    Origin.MODEL,
                    predicted.get(i),
                    Calibration.groupsOf(label, target),
                    "Model " + label + " on " + target.encoder() + "/" + target.preset() + unknownRate));
        }
        for (Target target : job.targets()) {
            costModel
                    .whyNotCovered(source, target)
                    .ifPresent(why -> renditions.add(byRate(source, target, "Model " + label + " " + why)));
        }
        return renditions;
    }

    private RenditionEstimate byRate(Source source, Target target, String why) {
        return new RenditionEstimate(
                Origin.RATE,
                rates.estimate(source, target),
                Calibration.groupsOf(rates.label(), target),
                why + ": " + target.codec() + " at "
                        + rates.rate(target.codec()).encodeP50() + " CPU seconds per megapixel");
    }

    private static String correctionNote(long similar) {
        return similar == 0 ? "." : ", corrected by " + similar + (similar == 1 ? " finished job." : " finished jobs.");
    }

    private static String distinct(List<String> texts, String separator) {
        return texts.stream().distinct().collect(Collectors.joining(separator));
    }

    private static double seconds(List<LogQuantiles> renditions, ToDoubleFunction<LogQuantiles> quantile) {
        double sum = renditions.stream()
                .mapToDouble(r -> Math.exp(quantile.applyAsDouble(r)))
                .sum();
        return Math.max(MIN_SECONDS, Math.min(MAX_SECONDS, sum));
    }

    @Override
    public void close() {
        model.ifPresent(CostModel::close);
    }
}
