package io.reelbudget.job;

/**
 * How much the errors of estimates go together: which share of the variance of log(actual / P50) two jobs have in
 * common.
 *
 * <p>The shares add up: two jobs of the same kind on the same source have all three in common. What is left is each
 * job's own.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param anyJobs what any two jobs share, such as a busy host or an ffmpeg that became slower; 0 or more
 * @param sameKind what two jobs of the same {@link JobKind} share besides; 0 or more
 * @param sameSource what two jobs of the same video share besides; 0 or more, all three together at most 1
 */
public record ErrorCorrelation(double anyJobs, double sameKind, double sameSource) {

    private static final double ROUNDING = 1e-9;

    /**
     * What is assumed where nothing is known: a host that was never measured makes all jobs dear alike, a kind of job
     * too, and most of what an estimate misses is in the video itself.
     */
    private static final ErrorCorrelation PRIOR = new ErrorCorrelation(0.2, 0.1, 0.5);

    public ErrorCorrelation {
        boolean sound = anyJobs >= 0 && sameKind >= 0 && sameSource >= 0;
        if (!(sound && anyJobs + sameKind + sameSource <= 1 + ROUNDING)) {
            throw new IllegalArgumentException("Shares in common were " + anyJobs + ", " + sameKind + " and "
                    + sameSource + " but must be zero or more and at most 1 together; check how they were measured.");
        }
    }

    /** Returns what is assumed where nothing was measured: 0.2, 0.1 and 0.5. */
    public static ErrorCorrelation prior() {
        return PRIOR;
    }

    /** Returns that each job errs by itself. */
    public static ErrorCorrelation none() {
        return new ErrorCorrelation(0, 0, 0);
    }
}
