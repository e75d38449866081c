package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Question;
import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.TranscodeJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates jobs by a trained model, by documented rates per megapixel where no model covers them, and corrects both by
 * every finished job.
 *
 * <p>No job ever fails for want of a model: where it is missing, damaged or cannot run, one warning is logged, and each
 * estimate says in its reason what it rests on.
 *
 * <p>A new model may run beside the one in use ({@link #challenge}): it sees the same jobs, learns from them and is
 * scored on them, and takes over once it is better beyond noise.
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

    private final Optional<ModelMetadata> model;
    private final RatePredictor afterFailure;
    private final Contest contest;
    private final AtomicBoolean warnedOfFailure = new AtomicBoolean();

    private TrainedCostEstimator(Predictor predictor, RateTable rates, Optional<ModelMetadata> model) {
        this.model = model;
        this.afterFailure = new RatePredictor(rates, "The model failed (see the log)");
        this.contest = new Contest(predictor);
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
        RateTable rates = RateTable.bundled();
        return new TrainedCostEstimator(predictor(model, rates), rates, Optional.of(model.metadata()));
    }

    /** Returns an estimator on documented rates alone, for where no native code may be loaded. */
    public static TrainedCostEstimator withRatesOnly() {
        return onRates("No model is in use");
    }

    /** Returns an estimator on whatever predicts. */
    static TrainedCostEstimator by(Predictor predictor) {
        return new TrainedCostEstimator(predictor, RateTable.bundled(), Optional.empty());
    }

    private static TrainedCostEstimator onRates(String why) {
        RateTable rates = RateTable.bundled();
        return new TrainedCostEstimator(new RatePredictor(rates, why), rates, Optional.empty());
    }

    private static Predictor predictor(CostModel model, RateTable rates) {
        return new ModelPredictor(model, new RatePredictor(rates, "The model does not cover it"));
    }

    private static TrainedCostEstimator openedBy(Supplier<CostModel> source) {
        try {
            return of(source.get());
        } catch (ModelException e) {
            LOG.warn("The cost model cannot be used; jobs are estimated by documented rates per megapixel.", e);
            return onRates("The model cannot be used (see the log)");
        }
    }

    /**
     * Has a new model run beside the one in use, in place of one that does so already. Where it cannot be used, one
     * warning is logged and nothing changes.
     *
     * @param newModel the ONNX file
     * @param card the JSON card beside it
     */
    public void challenge(Path newModel, Path card) {
        try {
            challenge(CostModel.open(newModel, card));
        } catch (ModelException e) {
            LOG.warn(
                    "The new cost model cannot be used and is not tried; {} goes on.",
                    contest.serving().label(),
                    e);
        }
    }

    /**
     * Has a new model, which this estimator closes, run beside the one in use, in place of one that does so already.
     */
    public void challenge(CostModel newModel) {
        challenge(predictor(newModel, afterFailure.rates()));
    }

    void challenge(Predictor newPredictor) {
        contest.challenge(newPredictor);
    }

    /** Returns how the new model does, or how the last one did; empty where there was none. */
    public Optional<ModelTrial> trial() {
        return contest.trial();
    }

    /**
     * Goes back to the model that was in use before the last promotion. The promoted one is not tried again.
     *
     * @throws IllegalStateException if no model was promoted
     */
    public ModelTrial rollBack() {
        return contest.rollBack();
    }

    /** Returns what the first model says of itself; empty where jobs are estimated by rates alone. */
    public Optional<ModelMetadata> model() {
        return model;
    }

    /** Returns what finished jobs have taught, to be kept over a restart. */
    public EstimatorState state() {
        return contest.state();
    }

    /**
     * Goes back to what finished jobs had taught. What was learned about models that are not in use now is kept for
     * when they are again.
     */
    public void restore(EstimatorState kept) {
        contest.restore(kept);
    }

    @Override
    public CostEstimate estimate(TranscodeJob job) {
        Contestant serving = contest.serving();
        try {
            return serving.answer(serving.ask(job));
        } catch (RuntimeException e) {
            warnOfFailure(e);
            return serving.answer(Contestant.question(job, afterFailure.renditions(job)));
        }
    }

    @Override
    public BatchEstimate estimateTogether(List<TranscodeJob> jobs) {
        return contest.serving()
                .calibration()
                .together(jobs, jobs.stream().map(this::estimate).toList());
    }

    @Override
    public void learn(FinishedJob finished) {
        if (finished.cpuSeconds() >= Calibration.MIN_SECONDS) {
            // What hardly ran says nothing about what such jobs cost.
            contest.learn(finished, serving -> ask(serving, finished.job()));
        }
    }

    private Question ask(Contestant serving, TranscodeJob job) {
        try {
            return serving.ask(job);
        } catch (RuntimeException e) {
            warnOfFailure(e);
            return Contestant.question(job, afterFailure.renditions(job));
        }
    }

    /** Whatever a model does: the job must not fail by it. */
    private void warnOfFailure(RuntimeException e) {
        if (warnedOfFailure.compareAndSet(false, true)) {
            LOG.warn("The cost model failed; jobs it fails on are estimated by documented rates per megapixel.", e);
        }
    }

    @Override
    public void close() {
        contest.close();
    }
}
