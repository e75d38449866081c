package io.reelbudget.ledger;

/** From when another plan counts, and what becomes of the running period's allowance. What is spent stays spent. */
public enum PlanChange {
    /** When the next period of the old plan begins. */
    AT_RENEWAL,
    /**
     * At once, and in full: where the periods stay the same, the difference of the two allowances is granted, or taken
     * from what is left; where they differ, what is left of the old allowance is taken and the new one granted whole.
     */
    NOW_IN_FULL,
    /** At once, as {@link #NOW_IN_FULL}, but only for the share of the period that is left, rounded down. */
    NOW_PRORATED
}
