package io.reelbudget.estimator;

import io.reelbudget.estimator.Calibration.Group;
import io.reelbudget.job.CostEstimate.Origin;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A model that expects whatever a test wants, and can be made to fail. */
final class FakePredictor implements Predictor {

    private final String label;
    private final ToDoubleFunction<TranscodeJob> logSeconds;
    private boolean failing;
    private boolean closed;

    FakePredictor(String label, ToDoubleFunction<TranscodeJob> logSeconds) {
        this.label = label;
        this.logSeconds = logSeconds;
    }

    void fail() {
        failing = true;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public List<RenditionEstimate> renditions(TranscodeJob job) {
        if (failing) {
            throw new IllegalStateException("It is broken.");
        }
        Target target = job.targets().get(0);
        double expected = logSeconds.applyAsDouble(job);
        return List.of(new RenditionEstimate(
                Origin.MODEL,
                new LogQuantiles(expected - 0.4, expected, expected + 0.4),
                Group.of(label, target),
                "Model " + label));
    }

    @Override
    public void close() {
        closed = true;
    }
}
