package io.reelbudget;

/** How much of a job's predicted price is set aside before it runs. What it costs beyond that is an overrun. */
public enum HoldSize {
    /** The median: as many jobs as possible run at once, half of them overrun their hold. */
    MEDIAN,
    /** The 90 % quantile: one job in ten overruns its hold. The default. */
    P90,
    /**
     * What is missing until all running jobs together hold enough for the owner's risk of overshoot; steered by what
     * finished jobs cost. See {@link AdmissionRules#overshootRisk}.
     */
    RISK_SIZED
}
