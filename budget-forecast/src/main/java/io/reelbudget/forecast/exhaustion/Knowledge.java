package io.reelbudget.forecast.exhaustion;

import java.util.List;

/** What is known of an account beside when it spent how much. */
public enum Knowledge {
    /** Its jobs, when they began and ended, and how busy the host's other accounts are. */
    JOBS_AND_HOST,
    /** Nothing. */
    SPENDING_ALONE;

    List<Feature> features() {
        return this == SPENDING_ALONE
                ? List.of()
                : List.of(
                        Feature.BUSY_AHEAD, Feature.BUSY_YESTERDAY, Feature.RUNNING, Feature.SINCE_END, Feature.ENDED);
    }
}
