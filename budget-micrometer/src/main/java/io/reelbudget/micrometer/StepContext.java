package io.reelbudget.micrometer;

import io.micrometer.observation.Observation;
import io.reelbudget.account.AccountPath;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import java.util.Optional;

/**
 * What is known of a step while it is observed. One thread uses it.
 *
 * <p>A host that wants other names or tags registers a {@link io.micrometer.observation.GlobalObservationConvention} of
 * this type.
 */
public final class StepContext extends Observation.Context {

    /** What steps come to that are not over; those that threw keep it, and have the tag {@code error}. */
    static final Outcome NONE_YET = new Outcome("none", "none");

    private final Step step;
    private final AccountPath account;
    private final Optional<String> accountTag;
    private Outcome outcome = NONE_YET;

    StepContext(Step step, AccountPath account, Optional<String> accountTag) {
        this.step = step;
        this.account = account;
        this.accountTag = accountTag;
    }

    /** Returns which step it is. */
    public Step step() {
        return step;
    }

    /** Returns the account that it is about. */
    public AccountPath account() {
        return account;
    }

    /** Returns by what the account is kept apart from others in meters, if it is. */
    public Optional<String> accountTag() {
        return accountTag;
    }

    /** Returns what it came to, once it is over. */
    public Outcome outcome() {
        return outcome;
    }

    void came(Outcome to) {
        outcome = to;
    }
}
