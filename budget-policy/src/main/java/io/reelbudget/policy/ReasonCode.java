package io.reelbudget.policy;

/** Why a policy decided as it did. Codes are stable: dashboards and tests may rely on their names. */
public enum ReasonCode {
    /** The account is likely to last longer than the threshold. */
    RUNWAY_LONG_ENOUGH,
    /** The threshold is reached, and all that the policy does about it is in force. */
    ALREADY_ACTED,
    /** The threshold is no longer reached, but the account has not recovered yet either. */
    NOT_YET_RECOVERED,
    /** Instances were provisioned ahead for the queued jobs. */
    INSTANCES_PROVISIONED,
    /** New jobs are paused. */
    NEW_JOBS_PAUSED,
    /** Queued jobs run at reduced quality. */
    QUALITY_REDUCED,
    /** The threshold is reached, but nothing waits about which the policy could do anything. */
    NOTHING_QUEUED,
    /** The threshold is reached, and there is no money for what a policy could do. */
    NOTHING_LEFT,
    /** The threshold is reached, but no queued job can be made cheaper. */
    FLOOR_REACHED,
    /** The queue already fits in what is left; only people can do more. */
    QUEUE_FITS,
    /** The account lasts well beyond the threshold again. */
    RUNWAY_RECOVERED,
    /** The account's owner was told; jobs run as usual. */
    OWNER_TOLD,
    /** Each new job needs an approval. */
    APPROVAL_REQUIRED,
    /** Somebody was asked whether the next step may be taken. */
    CONSENT_ASKED,
    /** Somebody said no to the next step. */
    CONSENT_REFUSED,
    /** A step's threshold is reached, but it was taken back and its cool-down or its re-arming is not over. */
    STEP_NOT_ARMED,
    /** Fewer jobs run at once. */
    JOBS_SLOWED_DOWN,
    /** No more jobs begin; those that run are finished. */
    QUEUE_DRAINED,
    /** Running jobs were cancelled. */
    JOBS_CANCELLED,
    /** Some of the steps that were taken are no longer needed and were taken back. */
    STEPS_TAKEN_BACK,
    /** What the policy would do was recommended, and not done. */
    RECOMMENDED,
    /** A rule of the host's own decided. */
    OWN_RULE,
    /** The account's policy failed, so that new jobs are paused until it is repaired. */
    POLICY_FAILED
}
