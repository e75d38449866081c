package io.reelbudget.telemetry;

/** A step that can be measured: what is done for a job, for an account, or by a host's hook. */
public enum Step {
    /** The estimator says what a job takes. Outcomes: {@code model}, {@code rate}. */
    ESTIMATE("estimate"),
    /** The pricing engine prices an estimate, at its three quantiles, or a charge. */
    PRICE("price"),
    /**
     * A job is decided on, from its estimate to its hold. Outcomes: {@code admitted}, {@code reduced}, {@code queued},
     * {@code approval_needed}, {@code refused}, with the reason code.
     */
    ADMIT("admit"),
    /**
     * The ledger sets a job's price aside. Outcomes: {@code placed}, {@code open}, {@code captured}, {@code refused}.
     */
    HOLD("hold"),
    /**
     * A running job says how far it is, and its hold follows. Outcomes: {@code on_course}, {@code overrun_ahead},
     * {@code no_room}.
     */
    PROGRESS("progress"),
    /** What a job took is priced and posted. Outcomes: {@code finished}, {@code failed}. */
    CAPTURE("capture"),
    /** A hold is given back. Outcomes: why, such as {@code released}, {@code failed}. */
    RELEASE("release"),
    /** The estimator learns from a job that finished. */
    LEARN("learn"),
    /** The monitor looks at an account and does what its policy decides. Outcomes as of {@link #DECIDE}. */
    LOOK("look"),
    /** The forecaster says when an account runs out. Outcomes: how sure it is, {@code low} to {@code high}. */
    FORECAST("forecast"),
    /** A policy decides. Outcomes: {@code proceed}, {@code act}, {@code recover}. */
    DECIDE("decide"),
    /**
     * The host's queue is read. Outcomes of hooks: {@code done}, {@code failed}, {@code timed_out}, {@code rejected}.
     */
    HOOK_QUEUE_READ("hook", "queue_read"),
    /** The host's queue is told to do something. */
    HOOK_QUEUE("hook", "queue"),
    /** The host's notifier sends something. */
    HOOK_NOTIFIER("hook", "notifier"),
    /** The host's provisioner starts or stops instances. */
    HOOK_PROVISIONER("hook", "provisioner"),
    /** The host's approval gate asks somebody. */
    HOOK_APPROVAL("hook", "approval"),
    /** The host's payment gateway takes money or gives it back. */
    HOOK_PAYMENT("hook", "payment");

    private final String kind;
    private final String hook;

    Step(String kind) {
        this(kind, "");
    }

    Step(String kind, String hook) {
        this.kind = kind;
        this.hook = hook;
    }

    /** Returns its name in metrics; that of all hooks is {@code hook}. */
    public String kind() {
        return kind;
    }

    /** Returns whose step it is, of the hooks; empty for all others. */
    public String hook() {
        return hook;
    }

    /** Returns whether a host's hook does it. */
    public boolean isHook() {
        return !hook.isEmpty();
    }
}
