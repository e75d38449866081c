package io.reelbudget.estimator;

/**
 * A model that cannot be used: missing, corrupt, hostile, made for other features, or ONNX Runtime does not run here.
 *
 * <p>The jobs are unharmed: {@link TrainedCostEstimator} estimates them by documented rates instead.
 */
public final class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what was wrong with the model, what it must be and what to do. */
    public ModelException(String message) {
        super(message);
    }

    /** Says what was wrong with the model, what it must be and what to do, and what failed underneath. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
