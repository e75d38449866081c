package io.reelbudget.policy.admission;

/** What came of an admission that left little. */
public enum TightOutcome {
    /** What was posted and what the jobs then running cost in the end were within the budget. */
    KEPT,
    /** They were not. */
    OVERSHOT
}
