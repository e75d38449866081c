package io.reelbudget.licence;

/** Which part of a licence fee the account of a job is charged. */
public enum Recovery {
    /** What the job adds to what the licensee owes: often nothing, after a cap. */
    MARGINAL,
    /** The job's share of what the licensee owes for the period. */
    AMORTISED,
    /** Nothing: the fee is shown beside the price. */
    SHOWN
}
