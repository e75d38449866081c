package io.reelbudget.policy;

/** What a step of a graduated policy does, from the mildest to the severest. */
public enum Measure {
    /** Tell people. */
    NOTIFY(ReasonCode.OWNER_TOLD, "its owner is told", "Jobs run as usual."),
    /** Take new jobs only with an approval of each. */
    ASK_APPROVAL(
            ReasonCode.APPROVAL_REQUIRED,
            "new jobs need an approval",
            "Each new job waits for somebody's yes; jobs already taken run as usual."),
    /** Reduce the quality of queued jobs until they fit in what is left. */
    DOWNGRADE(
            ReasonCode.QUALITY_REDUCED,
            "queued jobs are reduced in quality",
            "What was requested is kept, and is restored when the budget has recovered."),
    /** Run fewer jobs at once. */
    SLOW_DOWN(
            ReasonCode.JOBS_SLOWED_DOWN,
            "the queue was told to run fewer jobs at once",
            "Jobs are finished later than usual."),
    /** Refuse new jobs. */
    PAUSE_NEW(
            ReasonCode.NEW_JOBS_PAUSED,
            "new jobs are paused",
            "New jobs are refused so that those already taken can finish."),
    /** Begin no more jobs, refuse new ones, and let those that run finish. */
    DRAIN(
            ReasonCode.QUEUE_DRAINED,
            "the queue was told to begin no more jobs",
            "Only jobs that run already are finished; new ones are refused."),
    /** End the jobs that run, too. */
    CANCEL(
            ReasonCode.JOBS_CANCELLED,
            "the queue was told to cancel the jobs that run",
            "Nothing runs any more; what was cancelled must be submitted or begun again.");

    private final ReasonCode code;
    private final String clause;
    private final String meaning;

    Measure(ReasonCode code, String clause, String meaning) {
        this.code = code;
        this.clause = clause;
        this.meaning = meaning;
    }

    ReasonCode code() {
        return code;
    }

    /** What was done, to follow a semicolon in a sentence. */
    String clause() {
        return clause;
    }

    /** What that means for the jobs, in a sentence or two. */
    String meaning() {
        return meaning;
    }

    /** What would be done, to follow "may we". */
    String question() {
        return switch (this) {
            case NOTIFY -> "tell its owner";
            case ASK_APPROVAL -> "require an approval of each new job";
            case DOWNGRADE -> "reduce the quality of queued jobs";
            case SLOW_DOWN -> "run fewer jobs at once";
            case PAUSE_NEW -> "pause new jobs";
            case DRAIN -> "drain the queue";
            case CANCEL -> "cancel the jobs that run";
        };
    }
}
