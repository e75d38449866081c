package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Question;
import io.reelbudget.estimator.ModelTrial.Verdict;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.FinishedJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model in use, perhaps another beside it, and how the two compare.
 *
 * <p>Both learn from every finished job, each about itself, so whichever is taken into use is warm. After a promotion
 * the old one goes on learning, so that going back costs nothing either.
 *
 * <p>This class is thread-safe.
 */
final class Contest implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Contest.class);

    private Contestant first;
    private Optional<Contestant> second = Optional.empty();
    private volatile Contestant serving;
    private final List<ModelTrial> trials = new ArrayList<>();

    /** What was learned about models that are not in use now. */
    private final Map<String, CalibrationSnapshot> others = new LinkedHashMap<>();

    Contest(Predictor predictor) {
        first = new Contestant(predictor);
        serving = first;
    }

    Contestant serving() {
        return serving;
    }

    synchronized void challenge(Predictor newPredictor) {
        if (newPredictor.label().equals(serving.label())) {
            LOG.warn("Model {} is in use already and is not tried beside itself.", newPredictor.label());
            newPredictor.close();
            return;
        }
        if (serving != first) {
            // The promoted one defends its place from now on.
            Contestant old = first;
            first = serving;
            second = Optional.of(old);
        }
        second.ifPresent(this::retire);
        Contestant challenger = new Contestant(newPredictor);
        Optional.ofNullable(others.remove(newPredictor.label())).ifPresent(challenger.calibration()::restore);
        second = Optional.of(challenger);
        resume(challenger);
    }

    /** Goes on where a trial of the same two models was left, or begins one. */
    private void resume(Contestant challenger) {
        Optional<ModelTrial> kept = trials.stream()
                .filter(each -> each.isOf(first.label(), challenger.label()))
                .findFirst();
        Verdict verdict = kept.map(ModelTrial::verdict).orElse(Verdict.FAILED);
        if (verdict == Verdict.FAILED) {
            // What failed in another process may work in this one.
            remember(ModelTrial.of(first.label(), challenger.label()));
        } else if (verdict == Verdict.PROMOTED) {
            serving = challenger;
        } else if (verdict != Verdict.UNDECIDED) {
            LOG.info(
                    "Model {} is not tried again: {}",
                    challenger.label(),
                    kept.orElseThrow().reason());
            retire(challenger);
        }
    }

    private void remember(ModelTrial trial) {
        trials.removeIf(each -> each.isOf(trial.champion(), trial.challenger()));
        trials.add(trial);
        if (trials.size() > EstimatorState.MAX_TRIALS) {
            trials.remove(0);
        }
    }

    synchronized Optional<ModelTrial> trial() {
        return second.flatMap(challenger -> trials.stream()
                        .filter(each -> each.isOf(first.label(), challenger.label()))
                        .findFirst())
                .or(() -> trials.isEmpty() ? Optional.empty() : Optional.of(trials.get(trials.size() - 1)));
    }

    synchronized ModelTrial rollBack() {
        if (serving == first) {
            throw new IllegalStateException("Model " + first.label() + " was in use from the start but must have been"
                    + " preceded by another to be rolled back; there is nothing to undo.");
        }
        ModelTrial undone = trial().orElseThrow()
                .ended(Verdict.ROLLED_BACK, "Model " + serving.label() + " was rolled back to " + first.label() + ".");
        remember(undone);
        serving = first;
        LOG.info("{}", undone.reason());
        return undone;
    }

    /** Teaches both models. */
    synchronized void learn(FinishedJob finished, Function<Contestant, Question> askServing) {
        Contestant inUse = serving;
        Question question = askServing.apply(inUse);
        CostEstimate given = inUse.answer(question);
        Optional<Contestant> beside = inUse == first ? second : Optional.of(first);
        beside.ifPresent(other -> learnBeside(other, finished, given));
        inUse.learn(question, finished);
    }

    private void learnBeside(Contestant other, FinishedJob finished, CostEstimate given) {
        try {
            Question question = other.ask(finished.job());
            CostEstimate shadow = other.answer(question);
            other.learn(question, finished);
            trial().filter(trial -> trial.verdict() == Verdict.UNDECIDED).ifPresent(trial -> {
                if (given.origin() == Origin.MODEL || shadow.origin() == Origin.MODEL) {
                    judge(trial.after(given, shadow, finished.cpuSeconds()), other);
                }
            });
        } catch (RuntimeException e) {
            dropped(other, e);
        }
    }

    private void judge(ModelTrial trial, Contestant challenger) {
        remember(trial);
        if (trial.verdict() == Verdict.PROMOTED) {
            serving = challenger;
            LOG.info("Model {} is in use from now on. {}", challenger.label(), trial.reason());
        } else if (trial.verdict() == Verdict.WORSE) {
            LOG.info("Model {} is no longer tried. {}", challenger.label(), trial.reason());
            retire(challenger);
        }
    }

    /** A model that only runs beside the one in use must never be felt. */
    private void dropped(Contestant other, RuntimeException why) {
        if (other == first) {
            LOG.debug("Model {}, which is no longer in use, could not learn.", other.label(), why);
            return;
        }
        LOG.warn("Model {} failed beside {} and is no longer tried.", other.label(), first.label(), why);
        trial().ifPresent(trial -> remember(
                trial.verdict() == Verdict.ROLLED_BACK
                        ? trial
                        : trial.ended(Verdict.FAILED, "Model " + other.label() + " failed: " + why.getMessage())));
        retire(other);
    }

    private void retire(Contestant challenger) {
        keep(challenger.label(), challenger.calibration().snapshot());
        second = Optional.empty();
        serving = first;
        try {
            challenger.predictor().close();
        } catch (ModelException e) {
            LOG.warn("Model {} could not be closed.", challenger.label(), e);
        }
    }

    private void keep(String label, CalibrationSnapshot learned) {
        others.remove(label);
        others.put(label, learned);
        if (others.size() > EstimatorState.MAX_MODELS - 2) {
            others.remove(others.keySet().iterator().next());
        }
    }

    synchronized EstimatorState state() {
        List<EstimatorState.Learned> models = new ArrayList<>();
        others.forEach((label, learned) -> models.add(new EstimatorState.Learned(label, learned)));
        second.ifPresent(challenger -> models.add(learned(challenger)));
        models.add(learned(first));
        return new EstimatorState(EstimatorState.FORMAT, models, trials);
    }

    private static EstimatorState.Learned learned(Contestant contestant) {
        return new EstimatorState.Learned(
                contestant.label(), contestant.calibration().snapshot());
    }

    synchronized void restore(EstimatorState kept) {
        trials.clear();
        trials.addAll(kept.trials());
        others.clear();
        kept.models().forEach(each -> restore(each.model(), each.calibration()));
        serving = first;
        second.ifPresent(this::resume);
        if (second.isEmpty()) {
            trial().filter(trial -> trial.verdict() == Verdict.PROMOTED
                            && trial.champion().equals(first.label()))
                    .ifPresent(trial -> LOG.warn(
                            "Model {} had been promoted but is not given any more; {} is in use.",
                            trial.challenger(),
                            first.label()));
        }
    }

    private void restore(String label, CalibrationSnapshot learned) {
        if (label.equals(first.label())) {
            first.calibration().restore(learned);
        } else if (second.isPresent() && label.equals(second.get().label())) {
            second.get().calibration().restore(learned);
        } else {
            keep(label, learned);
        }
    }

    @Override
    public synchronized void close() {
        second.ifPresent(this::retire);
        first.predictor().close();
    }
}
