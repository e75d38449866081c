package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.runway.SpendForecaster;
import io.reelbudget.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Settings of a monitor; each has a default. */
public final class RunwayMonitorBuilder {

    private static final Duration LONGEST_HISTORY = Duration.ofDays(3650);

    private final Ledger ledger;
    private final SpendForecaster forecaster;
    private final JobPricing pricing;
    private final InstantSource clock;
    private final Map<AccountPath, AccountPolicy> policies = new HashMap<>();
    private final Map<String, AccountPolicy> tiers = new HashMap<>();
    private final Map<Integer, AccountPolicy> depths = new HashMap<>();
    private Optional<Function<AccountPath, JobPricing>> accountPricing = Optional.empty();
    private Hooks hooks = Hooks.standard();
    private Optional<AccountPolicy> defaultPolicy = Optional.empty();
    private CommittedWork work = CommittedWork.onProcessors(Runtime.getRuntime().availableProcessors());
    private Duration history = Duration.ofDays(90);
    private Duration hookTimeout = Duration.ofSeconds(5);
    private int mostInputs = 1 << 20;
    private Telemetry telemetry = Telemetry.none();
    private Function<AccountPath, Optional<FleetTerms>> fleets = account -> Optional.empty();
    private Consumer<AccountPath> toLookAt = account -> {};
    private HookLane.Place hookPlace = HookLane.Place.OWN_THREADS;

    RunwayMonitorBuilder(Ledger ledger, SpendForecaster forecaster, JobPricing pricing, InstantSource clock) {
        this.ledger = ledger;
        this.forecaster = forecaster;
        this.pricing = pricing;
        this.clock = clock;
    }

    /** Sets the hooks; {@link Hooks#standard()} unless set. */
    public RunwayMonitorBuilder hooks(Hooks newHooks) {
        hooks = newHooks;
        return this;
    }

    /** Sets what is done about accounts without a policy; reduced quality at the standard threshold unless set. */
    public RunwayMonitorBuilder defaultPolicy(AccountPolicy policy) {
        defaultPolicy = Optional.of(policy);
        return this;
    }

    /** Sets what is done about an account and, unless they have their own, those below it. */
    public RunwayMonitorBuilder policy(AccountPath account, AccountPolicy policy) {
        policies.put(account, policy);
        return this;
    }

    /** Sets what is done about accounts of a tier. */
    public RunwayMonitorBuilder tierPolicy(String tier, AccountPolicy policy) {
        tiers.put(tier, policy);
        return this;
    }

    /**
     * Sets what is done about accounts at a depth of their path.
     *
     * @param depth 1 for an organisation, 2 for what is below it, and so on
     */
    public RunwayMonitorBuilder depthPolicy(int depth, AccountPolicy policy) {
        if (depth < 1 || depth > AccountPath.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "Depth was " + depth + " but must be 1 to " + AccountPath.MAX_DEPTH + "; the root has 1.");
        }
        depths.put(depth, policy);
        return this;
    }

    /** Sets what jobs cost by account, for policies that are adopted; the monitor's pricing for all unless set. */
    public RunwayMonitorBuilder accountPricing(Function<AccountPath, JobPricing> newPricing) {
        accountPricing = Optional.of(newPricing);
        return this;
    }

    /** Sets which instances accounts may have, for policies that are adopted; without types and prices unless set. */
    public RunwayMonitorBuilder fleets(Function<AccountPath, Optional<FleetTerms>> terms) {
        fleets = terms;
        return this;
    }

    /** Sets how running and queued jobs spend; on as many processors as this machine has, unless set. */
    public RunwayMonitorBuilder committedWork(CommittedWork newWork) {
        work = newWork;
        return this;
    }

    /** Sets how much history the forecaster gets, 1 hour to 3,650 days; 90 days unless set. */
    public RunwayMonitorBuilder history(Duration newHistory) {
        if (newHistory.compareTo(Duration.ofHours(1)) < 0 || newHistory.compareTo(LONGEST_HISTORY) > 0) {
            throw new IllegalArgumentException("History was " + newHistory + " but must be of 1 hour to "
                    + LONGEST_HISTORY.toDays() + " days; 90 days are the default.");
        }
        history = newHistory;
        return this;
    }

    /** Sets how long a call of a hook may take, at least a millisecond; 5 seconds unless set. */
    public RunwayMonitorBuilder hookTimeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("Time-out of hooks was " + timeout
                    + " but must be at least a millisecond; 5 seconds are the default.");
        }
        hookTimeout = timeout;
        return this;
    }

    /**
     * Sets how many characters of notes a decision's inputs may take, zero or more; 1,048,576 unless set, enough for
     * some 10,000 queued jobs. The inputs of decisions that would take more are left out, so that these cannot be
     * replayed.
     */
    public RunwayMonitorBuilder mostInputs(int characters) {
        if (characters < 0) {
            throw new IllegalArgumentException("Inputs may take " + characters
                    + " characters but it must be zero or more; use zero to record none.");
        }
        mostInputs = characters;
        return this;
    }

    /**
     * Sets who is told of accounts that should be looked at since their policy or tier is another or somebody answered
     * its question; on the caller's thread, after that is in force. Nobody unless set: then whoever changes policies
     * evaluates.
     */
    public RunwayMonitorBuilder whenToLookAt(Consumer<AccountPath> listener) {
        toLookAt = listener;
        return this;
    }

    /**
     * Has hooks run on the threads that evaluate, without a time-out: for simulations, so that what comes of one does
     * not depend on how busy the machine is. Their hooks must be quick and must not evaluate.
     */
    public RunwayMonitorBuilder hooksOnCallersThread() {
        hookPlace = HookLane.Place.CALLERS_THREAD;
        return this;
    }

    /** Sets who measures looks, forecasts, decisions and calls of hooks; nobody unless set. */
    public RunwayMonitorBuilder telemetry(Telemetry newTelemetry) {
        telemetry = newTelemetry.guarded();
        return this;
    }

    /** Returns the monitor. */
    public RunwayMonitor build() {
        SituationReader reader = new SituationReader(ledger.blocking(), forecaster, work, history, clock, telemetry);
        Evaluator evaluator = new Evaluator(
                reader,
                new DecisionLog(ledger.blocking(), mostInputs),
                new HookCalls(hooks, hookTimeout, clock, hookPlace, telemetry),
                new JobsBelow(ledger.blocking()));
        AccountPolicy standard =
                defaultPolicy.orElseGet(() -> AccountPolicy.of(ScalingPolicy.reduceQuality(hooks.ladder(), pricing)));
        PolicyBook book = new PolicyBook(
                policies, tiers, depths, standard, hooks.ladder(), accountPricing.orElse(account -> pricing), fleets);
        return new RunwayMonitor(evaluator, book, toLookAt, ledger.turns());
    }
}
