package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.estimator.TrainedCostEstimator;
import io.reelbudget.history.JobHistory;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.CommittedWork;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.scaling.FleetTerms;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.runway.SpendForecaster;
import io.reelbudget.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Settings of a {@link Reelbudget}; each has a default.
 *
 * <ul>
 *   <li>clock: the system's
 *   <li>estimator: the bundled ONNX model, see {@code docs/estimator.md}; what it learns is kept beside the ledger
 *   <li>forecaster: Holt-Winters or naive by back-test, see {@code docs/forecast.md}
 *   <li>hooks: those found by {@link java.util.ServiceLoader}, the standard ones for the rest
 *   <li>pricing: the engine found by {@link java.util.ServiceLoader}; illustrative prices where there is none
 *   <li>processors: as many as this machine has
 *   <li>housekeeping: every minute
 *   <li>sales: none, and no tiers
 *   <li>telemetry: none
 * </ul>
 *
 * <p>This class is not thread-safe.
 */
public final class ReelbudgetBuilder {

    /** A model with its card. */
    record ModelFiles(Path model, Path card) {}

    private final BiFunction<InstantSource, Telemetry, Ledger> ledger;
    private final Optional<Path> directory;
    private InstantSource clock = InstantSource.system();
    private Optional<CostEstimator> estimator = Optional.empty();
    private Optional<ModelFiles> model = Optional.empty();
    private Optional<ModelFiles> challenger = Optional.empty();
    private Duration learnedWritten = Duration.ofSeconds(5);
    private Optional<SpendForecaster> forecaster = Optional.empty();
    private Optional<Hooks> hooks = Optional.empty();
    private Optional<PricingEngine> pricing = Optional.empty();
    private Optional<CommittedWork> work = Optional.empty();
    private double processors = Runtime.getRuntime().availableProcessors();
    private Consumer<Evaluation> listener = evaluation -> {};
    private Duration housekeeping = Duration.ofMinutes(1);
    private SalesTerms sales = SalesTerms.none();
    private Telemetry telemetry = Telemetry.none();
    private final Map<AccountPath, FleetTerms> fleets = new HashMap<>();
    private Upkeep.Pace pace = Upkeep.Pace.BY_ITSELF;
    private boolean modelOnDemand;

    ReelbudgetBuilder(BiFunction<InstantSource, Telemetry, Ledger> ledger, Optional<Path> directory) {
        this.ledger = ledger;
        this.directory = directory;
    }

    /** Sets what time it is. */
    public ReelbudgetBuilder clock(InstantSource newClock) {
        clock = newClock;
        return this;
    }

    /** Sets who predicts what jobs take. Whoever made it closes it, after the facade. */
    public ReelbudgetBuilder estimator(CostEstimator newEstimator) {
        estimator = Optional.of(newEstimator);
        return this;
    }

    /**
     * Sets a model of your own in place of the bundled one. Where it cannot be used, one warning is logged and jobs are
     * estimated by documented rates.
     *
     * @param onnx the ONNX file
     * @param card the JSON card beside it
     */
    public ReelbudgetBuilder model(Path onnx, Path card) {
        model = Optional.of(new ModelFiles(onnx, card));
        return this;
    }

    /**
     * Has a new model run beside the one in use, on the same jobs. It takes over once finished jobs show that it is
     * better beyond noise, see {@link Reelbudget#modelTrial} and {@link Reelbudget#rollBackModel}. Where it cannot be
     * used, one warning is logged.
     *
     * @param onnx the ONNX file
     * @param card the JSON card beside it
     */
    public ReelbudgetBuilder challenger(Path onnx, Path card) {
        challenger = Optional.of(new ModelFiles(onnx, card));
        return this;
    }

    /** Has the model opened when a job is first estimated: for programs that may never ask for an estimate. */
    public ReelbudgetBuilder modelOnDemand() {
        modelOnDemand = true;
        return this;
    }

    /** Sets how soon what was learned is written; five seconds unless set. */
    ReelbudgetBuilder learnedWritten(Duration after) {
        learnedWritten = after;
        return this;
    }

    /** Sets who predicts when accounts run out. */
    public ReelbudgetBuilder forecaster(SpendForecaster newForecaster) {
        forecaster = Optional.of(newForecaster);
        return this;
    }

    /** Sets the host's hooks, in place of those found by {@link java.util.ServiceLoader}. */
    public ReelbudgetBuilder hooks(Hooks newHooks) {
        hooks = Optional.of(newHooks);
        return this;
    }

    /** Sets what prices the jobs of accounts that are opened without terms of their own. */
    public ReelbudgetBuilder pricing(PricingEngine newPricing) {
        pricing = Optional.of(newPricing);
        return this;
    }

    /**
     * Sets on how many processors an account's jobs run at once, from which follows when they are expected to finish.
     *
     * @param count more than zero
     */
    public ReelbudgetBuilder processors(double count) {
        if (!(count > 0 && count < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "Processors were " + count + " but must be more than zero and finite; 2 is a small machine.");
        }
        processors = count;
        return this;
    }

    /** Sets how running and queued jobs spend, in place of what follows from {@link #processors}. */
    public ReelbudgetBuilder committedWork(CommittedWork newWork) {
        work = Optional.of(newWork);
        return this;
    }

    /**
     * Sets how often holds whose lease ran out are expired and accounts under a policy's action are looked at again.
     *
     * @param interval at least a second; a minute unless set
     */
    public ReelbudgetBuilder housekeeping(Duration interval) {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(
                    "Housekeeping was every " + interval + " but must be at least a second apart; a minute is usual.");
        }
        housekeeping = interval;
        return this;
    }

    /** Sets what is sold to accounts, and their tiers; nothing, and none, unless set. */
    public ReelbudgetBuilder sales(SalesTerms newSales) {
        sales = newSales;
        return this;
    }

    /**
     * Sets what instances an account may have and spend on: what they are expected to cost is held on the account
     * before the hooks' provisioner is asked for them. Accounts below it have their own terms, or none; its cap counts
     * for them, too.
     */
    public ReelbudgetBuilder fleet(AccountPath account, FleetTerms terms) {
        fleets.put(account, terms);
        return this;
    }

    /** Sets what measures all that is done; {@code budget-micrometer} has one. Nothing is measured unless set. */
    public ReelbudgetBuilder telemetry(Telemetry newTelemetry) {
        telemetry = newTelemetry.guarded();
        return this;
    }

    /** Sets who is told of every look at an account; called on the monitor's threads, so it should be quick. */
    public ReelbudgetBuilder onEvaluation(Consumer<Evaluation> newListener) {
        listener = newListener;
        return this;
    }

    /**
     * Has nothing happen in the background: accounts are looked at on the caller's thread before a call returns, and
     * what time makes due is done by {@link Reelbudget#step}. For tests and simulations in a time of their own, which
     * so come to the same end each time.
     */
    public ReelbudgetBuilder stepped() {
        pace = Upkeep.Pace.STEPPED;
        return this;
    }

    /**
     * Has no account looked at or looked after: no policy decides, no hook is called, no lease is ended. What is asked
     * for is answered and done. For a look into the budgets of a service that is not running, whose own policies and
     * hooks are not here.
     */
    public ReelbudgetBuilder observing() {
        pace = Upkeep.Pace.OBSERVING;
        return this;
    }

    /**
     * Opens the ledger and starts what looks after it.
     *
     * @throws IllegalStateException if a model or a challenger was given beside an estimator that would not use it
     * @throws io.reelbudget.ledger.LedgerUnavailableException if another process uses the directory
     * @throws io.reelbudget.ledger.CorruptJournalException if the journal is damaged before its tail
     */
    public Reelbudget open() {
        if (estimator.isPresent() && model.isPresent()) {
            throw new IllegalStateException(
                    "A model was given beside an estimator, which has its own; give one of them.");
        }
        if (challenger.isPresent()
                && estimator
                        .filter(each -> !(each instanceof TrainedCostEstimator))
                        .isPresent()) {
            throw new IllegalStateException("A challenger was given beside an estimator of your own, which tries none;"
                    + " give a TrainedCostEstimator or leave the challenger out.");
        }
        return new Reelbudget(this);
    }

    InstantSource clock() {
        return clock;
    }

    Ledger openLedger() {
        return ledger.apply(clock, telemetry);
    }

    Optional<CostEstimator> estimator() {
        return estimator;
    }

    /** Opens the estimator to use where the host has set none. */
    TrainedCostEstimator openEstimator() {
        return model.map(files -> TrainedCostEstimator.withModel(files.model(), files.card()))
                .orElseGet(TrainedCostEstimator::bundled);
    }

    /** Has an estimator go on with what it had learned, and tries the new model beside it where there is one. */
    Optional<EstimatorMemory> resume(TrainedCostEstimator trained) {
        challenger.ifPresent(files -> trained.challenge(files.model(), files.card()));
        return directory.map(kept -> EstimatorMemory.of(trained, kept, clock, learnedWritten));
    }

    boolean isModelOnDemand() {
        return modelOnDemand;
    }

    Optional<SpendForecaster> forecaster() {
        return forecaster;
    }

    Hooks hooks() {
        return hooks.orElseGet(Hooks::discovered);
    }

    Optional<PricingEngine> pricing() {
        return pricing.or(PricingEngine::discovered);
    }

    double processors() {
        return processors;
    }

    CommittedWork work() {
        return work.orElseGet(() -> CommittedWork.onProcessors(processors));
    }

    Map<AccountPath, FleetTerms> fleets() {
        return fleets;
    }

    Duration housekeeping() {
        return housekeeping;
    }

    SalesTerms sales() {
        return sales;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    Upkeep.Pace pace() {
        return pace;
    }

    /** Keeps what happens to jobs beside the ledger; nothing where that is in memory. */
    Optional<JobHistory> jobHistory() {
        return directory.map(kept -> JobHistory.in(kept, clock, learnedWritten));
    }

    /** Has risk-sized holds go on with what they had learnt. */
    Optional<RiskMemory> resume(RiskHolds holds) {
        return directory.map(kept -> RiskMemory.of(holds, kept, learnedWritten));
    }

    Consumer<Evaluation> listener() {
        return listener;
    }
}
