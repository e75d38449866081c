package io.reelbudget;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.estimator.ModelTrial;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.history.JobHistoryFile;
import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HostTurns;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.JournalRetention;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.AccountPolicy;
import io.reelbudget.policy.BudgetSituation;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.RunwayMonitorBuilder;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.scaling.FleetDesk;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Budgets for a service that transcodes video: says before a job runs what it costs and whether its account can pay,
 * keeps what it really cost, and acts before the account runs out.
 *
 * <pre>{@code
 * Admission answer = budgets.admit(account, job);
 * if (answer instanceof Admission.Admitted admitted) {
 *     double cpuSeconds = transcode(admitted.job());
 *     budgets.capture(admitted, cpuSeconds);
 * }
 * }</pre>
 *
 * <p>What a method returns is durable, unless the ledger is in memory. Methods throw
 * {@link io.reelbudget.ledger.UnknownAccountException} for an account that was never opened and
 * {@link io.reelbudget.ledger.LedgerUnavailableException} when the ledger can no longer answer.
 *
 * <p>All methods are thread-safe.
 */
public final class Reelbudget implements AutoCloseable {

    private final Ledger ledger;
    private final BlockingLedger calls;
    private final TermsBook terms;
    private final Learning learning;
    private final CostEstimator estimator;
    private final Optional<RiskMemory> riskMemory;
    private final RunwayMonitor monitor;
    private final Hooks hooks;
    private final InstantSource clock;
    private final double processors;
    private final PriceDesk prices;
    private final Optional<PricingEngine> pricing;
    private final AdmissionDesk desk;
    private final RunDesk runs;
    private final Upkeep upkeep;
    private final Happenings happenings;
    private final SalesDesk sales;
    private final Optional<FleetKeeper> fleet;
    private final Telemetry telemetry;
    private final Estimates estimates;
    private final TurnKeeper turnKeeper;

    Reelbudget(ReelbudgetBuilder settings) {
        Hooks given = settings.hooks();
        clock = settings.clock();
        processors = settings.processors();
        telemetry = settings.telemetry();
        // First, as it may be another process's: then nothing else is open yet.
        ledger = settings.openLedger();
        learning = new Learning(settings);
        estimator = learning.estimator();
        estimates = new Estimates(estimator, telemetry);
        calls = ledger.blocking();
        terms = new TermsBook(calls);
        fleet = FleetKeeper.of(ledger, given, settings.fleets(), settings.clock());
        hooks = fleet.map(keeper -> given.withProvisioner(keeper.desk())).orElse(given);
        RunwayMonitorBuilder watching = RunwayMonitor.builder(
                        ledger,
                        settings.forecaster().orElseGet(UsageForecaster::withDefaults),
                        JobPricing.of(estimator, StandardTerms.ILLUSTRATIVE_USD),
                        settings.clock())
                .hooks(hooks)
                .telemetry(telemetry)
                .committedWork(settings.work())
                .fleets(account -> Optional.ofNullable(settings.fleets().get(account)))
                .whenToLookAt(this::happenedTo)
                .accountPricing(account -> job -> expected(account, job));
        monitor = (settings.pace() == Upkeep.Pace.STEPPED ? watching.hooksOnCallersThread() : watching).build();
        prices = new PriceDesk(calls, settings.clock(), telemetry);
        pricing = settings.pricing();
        sales = new SalesDesk(ledger, hooks, settings.sales(), clock, this::fundsChanged, telemetry);
        RiskHolds risks = new RiskHolds(calls);
        riskMemory = settings.resume(risks);
        desk = new AdmissionDesk(
                calls, estimates, monitor, clock, processors, prices, risks, hooks.ladder(), sales.tierDesk());
        upkeep = new Upkeep(
                ledger,
                monitor,
                settings,
                prices,
                account -> prices.countsVolumes(account, terms.of(account).pricing()),
                this::nextPrices);
        happenings = new Happenings(settings.jobHistory(), settings.clock());
        runs = new RunDesk(calls, terms, prices, desk, happenings, learning::learn, this::happenedTo, telemetry);
        turnKeeper = new TurnKeeper(ledger.turns(), calls, terms, monitor, upkeep, sales, fleet, this::happenedTo);
        if (settings.pace() == Upkeep.Pace.BY_ITSELF) {
            sales.every(settings.housekeeping());
            fleet.ifPresent(keeper -> keeper.every(settings.housekeeping(), monitor, upkeep::changed));
        }
    }

    /** Returns the settings of budgets kept in a directory, which is made where it is missing. */
    public static ReelbudgetBuilder at(Path directory) {
        return new ReelbudgetBuilder(
                (clock, telemetry) -> Ledger.openJournal(directory, clock, JournalRetention.keepAll(), telemetry),
                Optional.of(directory));
    }

    /**
     * Returns the settings of budgets that another ledger keeps, such as the shared one of {@code budget-store-jdbc}.
     * What the estimator learns, and what happens to jobs, is kept in memory only then. Where hosts share it, each
     * account is to be opened on all of them, with the same terms: they look after it by {@linkplain Ledger#turns
     * turns}.
     *
     * @param ledger opens it, by the clock of the settings; it is closed with the budgets
     */
    public static ReelbudgetBuilder over(Function<InstantSource, Ledger> ledger) {
        return new ReelbudgetBuilder((clock, telemetry) -> ledger.apply(clock), Optional.empty());
    }

    /** Returns the settings of budgets kept in memory only, for tests and what-if. */
    public static ReelbudgetBuilder inMemory() {
        return over(Ledger::inMemory);
    }

    /**
     * Opens an account on the usual terms, priced by the builder's or the discovered {@link PricingEngine}; where there
     * is none, in US dollars with illustrative prices, or in vCPU seconds.
     *
     * @throws IllegalArgumentException if the plan is in another unit, for which there are no prices
     */
    public Balance open(AccountPath account, Plan plan) {
        return open(
                account, plan, pricing.map(AccountTerms::pricedBy).orElseGet(() -> StandardTerms.forUnit(plan.unit())));
    }

    /**
     * Opens an account, or, where it is open already with the same plan, sets its terms. Terms are not kept: call this
     * at every start; {@link #resume} where its plan has changed since.
     *
     * @throws IllegalArgumentException if the prices are in another unit than the plan
     * @throws io.reelbudget.ledger.PlanConflictException if it is open with another plan
     */
    public Balance open(AccountPath account, Plan plan, AccountTerms accountTerms) {
        plan.allowance()
                .at(0)
                .requireSameUnit(Amount.zero(accountTerms.pricing().unit(account)));
        Result.Opened opened = calls.open(account, plan);
        return resumed(account, opened.balance(), accountTerms);
    }

    /**
     * Sets the terms of an account that is open, whatever its plan is by now: {@link #open} wants to be told that.
     *
     * @throws IllegalArgumentException if the prices are in another unit than the plan
     */
    public Balance resume(AccountPath account, AccountTerms accountTerms) {
        Balance now = calls.balance(account);
        now.granted().requireSameUnit(Amount.zero(accountTerms.pricing().unit(account)));
        return resumed(account, now, accountTerms);
    }

    private Balance resumed(AccountPath account, Balance now, AccountTerms accountTerms) {
        terms.set(account, accountTerms);
        prices.open(account, accountTerms.pricing());
        ScalingPolicy policy = accountTerms
                .policy()
                .orElseGet(() -> ScalingPolicy.reduceQuality(hooks.ladder(), job -> expected(account, job)));
        monitor.setPolicy(account, new AccountPolicy(policy, accountTerms.threshold()));
        turnKeeper.opened(account, prices.countsVolumes(account, accountTerms.pricing()));
        upkeep.opened(account, now.postedInPeriod().isPositive() || now.held().isPositive());
        sales.changed(account);
        return now;
    }

    /**
     * Decides whether a job may run, and if so sets its price aside. A job admitted before under the same id keeps the
     * hold it has.
     */
    public Admission admit(AccountPath account, TranscodeJob job) {
        Instant at = clock.instant();
        Admission answer = telemetry.time(
                Step.ADMIT, account, () -> desk.admit(account, job, terms.of(account)), AdmissionOutcome::of);
        happenings.asked(at, account, job, answer);
        happenedTo(account);
        return answer;
    }

    /**
     * Says what {@link #admit} would answer now, without any effect: a hold that it names is not placed, so there is
     * nothing to capture.
     */
    public Admission evaluate(AccountPath account, TranscodeJob job) {
        return desk.evaluate(account, job, terms.of(account));
    }

    /**
     * Says of the jobs of a list, without any effect, which fit now, which after the renewal, when each fits at the
     * earliest, and in which order of starts all meet their deadlines at the least cost. Admit each when its time
     * comes.
     *
     * @param jobs one to {@value BatchAdmission#MAX_JOBS}, the first first; deadlines count from now
     */
    public BatchAdmission plan(AccountPath account, List<TranscodeJob> jobs) {
        return desk.plan(account, jobs, terms.of(account));
    }

    /**
     * Posts what an admitted job really took, and learns from it.
     *
     * @param cpuSeconds seconds of one processor's time, zero or more
     */
    public Result.Captured capture(Admitted admitted, double cpuSeconds) {
        return runs.capture(admitted, cpuSeconds);
    }

    /**
     * Ends an admitted job that failed. The processor time that it used until then is posted, by cards that charge for
     * it; minutes of output and licence fees are not, since nothing was delivered. A job that used nothing is given
     * back its hold. Nothing is learnt from it. The job may be admitted again under its id.
     *
     * @param cpuSeconds seconds of one processor's time that it used, zero or more
     * @param reason what went wrong, for the statement
     */
    public Balance fail(Admitted admitted, double cpuSeconds, String reason) {
        return runs.fail(admitted, cpuSeconds, reason);
    }

    /**
     * Ends an attempt of an admitted job that came to nothing. Who pays for its processor time is said by the account's
     * {@link FailureCharges}; where the host does, nothing is posted and the statement says what it would have been.
     * The job may be admitted again under its id.
     *
     * @param cpuSeconds seconds of one processor's time that it used, zero or more
     * @param cause how it came to nothing
     * @param reason what went wrong, for the statement
     */
    public Balance fail(Admitted admitted, double cpuSeconds, FailureCharges.Cause cause, String reason) {
        return runs.fail(admitted, cpuSeconds, cause, reason);
    }

    /**
     * Tells how far a running job is: it is estimated again, its hold is extended or shrunk, and its lease renewed.
     *
     * @param done the share of it that is done, 0 to 1
     * @param cpuSeconds seconds of one processor's time that it took so far, zero or more
     * @return what it is expected to cost now; warns early of an overrun, and says what to do where nothing is left
     */
    public Progress progress(Admitted admitted, double done, double cpuSeconds) {
        return runs.progress(admitted, done, cpuSeconds);
    }

    /**
     * Says yes to a job that needs its owner's approval; admit it again then. The yes is kept in the ledger.
     *
     * @param by who said so, for the statement
     */
    public void approve(AccountPath account, JobId job, String by) {
        desk.approve(account, job, by);
    }

    /** Gives back the hold of an admitted job that never ran. */
    public Result.Released release(Admitted admitted, String reason) {
        return runs.release(admitted, reason);
    }

    /** Renews the lease of a job that still runs. */
    public Result.HoldResult renewLease(Admitted admitted) {
        return runs.renewLease(admitted);
    }

    /**
     * Grants a bought amount that does not expire.
     *
     * @param key the payment's own name: the same key buys once
     */
    public Result.Granted topUp(AccountPath account, IdempotencyKey key, Amount amount, String reason) {
        Result.Granted granted = calls.topUp(account, key, amount, reason);
        happenedTo(account);
        return granted;
    }

    /**
     * Settles what is known only at the end of a period, for all accounts under an account's root: each charge by
     * volume prices whose period is over is corrected to the tier that the period reached, once. Housekeeping and
     * {@link #open} do it by themselves; call this to have it done before a bill is written.
     *
     * @return by how much more is charged now; less, where negative; zero where all was settled before
     */
    public Amount settle(AccountPath account) {
        Amount none = Amount.zero(calls.balance(account).granted().unit());
        return prices.lookAfter(account).values().stream().reduce(none, Amount::plus);
    }

    /** Returns what an account has now. */
    public Balance balance(AccountPath account) {
        return calls.balance(account);
    }

    /** Returns an account's newest entries. */
    public Statement statement(AccountPath account, int limit) {
        return calls.statement(account, limit);
    }

    /** Returns when an account is expected to run out, and what that rests on. */
    public BudgetSituation runway(AccountPath account) {
        return monitor.look(account);
    }

    /**
     * Has the monitor look at an account soon: call it when something outside the ledger changed, such as the queue.
     */
    public void changed(AccountPath account) {
        happenedTo(account);
    }

    /**
     * Waits until the monitor has looked at all that has happened so far.
     *
     * @return whether it had in time
     */
    public boolean awaitLooks(Duration patience) throws InterruptedException {
        return upkeep.awaitLooks(patience);
    }

    /**
     * Has the monitor look again at the accounts whose prices are an engine's and for which jobs wait: call it when the
     * engine's prices changed otherwise than by the calendar, such as with utilisation.
     */
    public void pricesChanged(PricingEngine engine) {
        upkeep.pricesChanged(account -> terms.of(account).pricing().equals(engine));
    }

    /**
     * Does what time has made due by now, in a facade that is {@linkplain ReelbudgetBuilder#stepped stepped}; others do
     * so by themselves.
     */
    public void step() {
        upkeep.step();
    }

    /** Returns when time will make something due by itself, if anything is to come. */
    public Optional<Instant> nextStep() {
        return upkeep.nextStep();
    }

    /** Returns the terms of the accounts that were opened here. */
    public Map<AccountPath, AccountTerms> terms() {
        return terms.all();
    }

    /** Returns on how many processors an account's jobs run at once. */
    public double processors() {
        return processors;
    }

    /** Returns the hooks that it calls. */
    public Hooks hooks() {
        return hooks;
    }

    /**
     * Returns what happened to jobs, as far as it is kept beside the ledger: nothing where that is in memory.
     *
     * @throws java.io.UncheckedIOException if the disk refuses
     */
    public JobHistoryFile.Kept jobHistory() {
        return happenings.read();
    }

    /** Returns the ledger, for all that the facade does not show. */
    public Ledger ledger() {
        return ledger;
    }

    /** Returns what looks after the accounts. */
    public RunwayMonitor monitor() {
        return monitor;
    }

    /** Returns who sells to the accounts, and knows their tiers. */
    public SalesDesk sales() {
        return sales;
    }

    /** Returns what follows instances and their costs, where {@link ReelbudgetBuilder#fleet} gave terms for some. */
    public Optional<FleetDesk> fleet() {
        return fleet.map(FleetKeeper::desk);
    }

    /** Returns who predicts what jobs take. */
    public CostEstimator estimator() {
        return estimator;
    }

    /** Returns the estimator with a model, which may first have to be opened; empty where the host has its own. */
    public Optional<TrainedCostEstimator> trainedEstimator() {
        return learning.trained();
    }

    /**
     * Says what many jobs take together, whose quantiles are not the sums of the jobs' quantiles. Nothing is held.
     *
     * @param jobs 1 to {@link BatchEstimate#MAX_JOBS}
     */
    public BatchEstimate estimateTogether(List<TranscodeJob> jobs) {
        return estimator.estimateTogether(jobs);
    }

    /** Returns how a new model does beside the one in use, or how the last one did; empty where there was none. */
    public Optional<ModelTrial> modelTrial() {
        return learning.trial();
    }

    /**
     * Goes back to the model that was in use before the last promotion. The promoted one is not tried again.
     *
     * @throws IllegalStateException if no model was promoted
     */
    public ModelTrial rollBackModel() {
        return learning.rollBack();
    }

    /** Finishes what was begun and gives up the directory. Closing again does nothing. */
    @Override
    public void close() {
        try {
            turnKeeper.close();
            sales.close();
            fleet.ifPresent(FleetKeeper::close);
            upkeep.close();
            keepTurnsOfHooks();
        } finally {
            closeLedgerAndModels();
        }
    }

    private void keepTurnsOfHooks() {
        boolean areOver = ledger.turns() == HostTurns.always()
                || (sales.awaitHooks() && fleet.map(FleetKeeper::awaitHooks).orElse(true) && upkeep.awaitHooks());
        if (!areOver) {
            turnKeeper.keepTurns();
        }
    }

    private void fundsChanged(AccountPath account) {
        upkeep.changed(account);
    }

    /** Time may make something due about an account and those above it, and the monitor should look at them. */
    private void happenedTo(AccountPath account) {
        upkeep.happenedTo(account, terms::hasOwn);
        account.levels().stream().filter(terms::hasOwn).forEach(sales::changed);
    }

    private void closeLedgerAndModels() {
        try {
            happenings.close();
            riskMemory.ifPresent(RiskMemory::close);
            learning.keep();
            ledger.close();
        } finally {
            learning.close();
        }
    }

    /** What policies are told that a job would cost. */
    private JobPrice expected(AccountPath account, TranscodeJob job) {
        CostEstimate estimate = estimates.of(account, job);
        PriceEstimate price = prices.quote(account, terms.of(account), job, estimate);
        return new JobPrice(
                estimate,
                new Quantiles(
                        price.p10().total().micros(),
                        price.p50().total().micros(),
                        price.p90().total().micros()));
    }

    private Optional<Instant> nextPrices(AccountPath account, Instant after) {
        return terms.of(account).pricing().nextChange(account, after);
    }
}
