package io.reelbudget.policy.spi;

/**
 * One queued job put in the place of another.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param queued what waits now
 * @param instead what shall run in its place: the same id, request and time of submission
 */
public record Replacement(QueuedJob queued, QueuedJob instead) {

    public Replacement {
        if (!queued.requested().equals(instead.requested())
                || !queued.submitted().equals(instead.submitted())) {
            throw new IllegalArgumentException(
                    "Replacement of job '" + queued.job().id()
                            + "' had another request or time of submission but must keep both; make it with QueuedJob.with.");
        }
    }

    /** Returns the median of what is saved, in millionths of the account's unit; negative where it costs more. */
    public double savedMicros() {
        return queued.priceMicros().p50() - instead.priceMicros().p50();
    }
}
