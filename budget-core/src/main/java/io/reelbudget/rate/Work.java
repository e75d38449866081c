package io.reelbudget.rate;

import io.reelbudget.job.TranscodeJob;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What is priced: a job, the processor time that it takes or took, and what it delivers.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param job the job
 * @param cpu how much processor time
 * @param delivery what it delivers besides its targets
 * @param ending whether it delivers at all
 */
public record Work(TranscodeJob job, CpuTime cpu, Delivery delivery, Ending ending) {

    private static final BigDecimal MAX_MICROS = BigDecimal.valueOf(1L << 52);

    /** How a job ends. */
    public enum Ending {
        /** It delivers. */
        FINISHED,
        /** It failed: its processor time is charged, but nothing that is charged for what is delivered. */
        FAILED
    }

    /** Returns a finished job that delivers its targets and nothing else. */
    public static Work finished(TranscodeJob job, CpuTime cpu) {
        return new Work(job, cpu, Delivery.standard(), Ending.FINISHED);
    }

    /**
     * Returns how long each output is, in microseconds, rounded up.
     *
     * @throws ArithmeticException if that is more than 142 years
     */
    public long outputMicros() {
        BigDecimal micros = BigDecimal.valueOf(job.source().durationSeconds())
                .movePointRight(6)
                .setScale(0, RoundingMode.CEILING);
        if (micros.compareTo(MAX_MICROS) > 0) {
            throw new ArithmeticException("Source duration was " + job.source().durationSeconds()
                    + " seconds but must be at most 142 years to be priced; check what described the video.");
        }
        return micros.longValueExact();
    }
}
