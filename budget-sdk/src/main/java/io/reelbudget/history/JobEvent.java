package io.reelbudget.history;

import io.reelbudget.account.AccountPath;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened to a job.
 *
 * <p>All events are immutable and thread-safe.
 */
public sealed interface JobEvent {

    /** Returns when. */
    Instant at();

    /** Returns the account that was to pay. */
    AccountPath account();

    /** Returns the job's id. */
    JobId id();

    /** What a job was answered. */
    enum Answer {
        /** It may run as it was asked for. */
        ADMITTED,
        /** It may run at a lower rung. */
        REDUCED,
        /** It was to wait. */
        QUEUED,
        /** Its owner had to say yes. */
        APPROVAL_NEEDED,
        /** It may not run. */
        REFUSED
    }

    /**
     * A job asked whether it may run.
     *
     * @param job as it was asked for
     * @param answer what it was answered
     * @param code the name of the reason
     * @param ran the renditions that the estimate is of: the job's own, or those of the lower rung
     * @param model who estimated
     * @param cpuSeconds the estimate of {@code ran}
     * @param meanCpuSeconds its mean
     * @param priceVersion by which prices it was quoted
     * @param priceMicros the quoted median, in millionths of the account's unit
     * @param askedMicros how much was held for it, or would have been
     */
    record Asked(
            Instant at,
            AccountPath account,
            TranscodeJob job,
            Answer answer,
            String code,
            List<Target> ran,
            String model,
            Quantiles cpuSeconds,
            double meanCpuSeconds,
            String priceVersion,
            long priceMicros,
            long askedMicros)
            implements JobEvent {

        public Asked {
            ran = List.copyOf(ran);
            requireSeconds(job.id(), meanCpuSeconds);
            requireMicros(job.id(), priceMicros);
            requireMicros(job.id(), askedMicros);
        }

        @Override
        public JobId id() {
            return job.id();
        }

        /** Returns whether it could run. */
        public boolean isAdmitted() {
            return answer == Answer.ADMITTED || answer == Answer.REDUCED;
        }
    }

    /** How an attempt ended. */
    enum Ending {
        /** It delivered. */
        FINISHED,
        /** It failed and is not tried again. */
        FAILED,
        /** It failed and is tried again. */
        RETRIED,
        /** Its machine was taken away. */
        INTERRUPTED,
        /** It never ran, or used nothing. */
        RELEASED
    }

    /**
     * An attempt ended.
     *
     * @param cpuSeconds seconds of one processor's time that it used, zero or more
     * @param chargedMicros what was posted for it, in millionths of the account's unit
     */
    record Ended(Instant at, AccountPath account, JobId id, Ending ending, double cpuSeconds, long chargedMicros)
            implements JobEvent {

        public Ended {
            requireSeconds(id, cpuSeconds);
            requireMicros(id, chargedMicros);
        }
    }

    /**
     * A running job said how far it was.
     *
     * @param done the share that was done, 0 to 1
     * @param cpuSeconds what it had used by then
     */
    record Progressed(Instant at, AccountPath account, JobId id, double done, double cpuSeconds) implements JobEvent {

        public Progressed {
            requireSeconds(id, cpuSeconds);
            if (!(done >= 0 && done <= 1)) {
                throw new IllegalArgumentException(
                        "Job '" + id + "' was done by " + done + " but must be by 0 to 1; say which share is done.");
            }
        }
    }

    private static void requireSeconds(JobId id, double seconds) {
        if (!(seconds >= 0 && seconds <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("Job '" + id + "' took " + seconds
                    + " CPU seconds but must take zero or more; correct its record.");
        }
    }

    private static void requireMicros(JobId id, long micros) {
        if (micros < 0) {
            throw new IllegalArgumentException(
                    "Job '" + id + "' had " + micros + " millionths but must have zero or more; correct its record.");
        }
    }
}
