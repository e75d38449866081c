package io.reelbudget.policy;

/** What may be in force about an account beside a pause of new jobs. */
public enum Restraint {
    /** Each new job needs an approval. */
    APPROVAL,
    /** Fewer jobs run at once. */
    SLOW,
    /** No more jobs begin. */
    DRAIN
}
