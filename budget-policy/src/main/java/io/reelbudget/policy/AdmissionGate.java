package io.reelbudget.policy;

/** Whether new jobs of an account are taken, from the loosest to the strictest. */
public enum AdmissionGate {
    /** They are. */
    OPEN,
    /** They are taken once somebody has approved of each. */
    APPROVAL_NEEDED,
    /** They are refused. */
    CLOSED
}
