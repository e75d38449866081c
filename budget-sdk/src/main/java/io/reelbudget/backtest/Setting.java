package io.reelbudget.backtest;

import io.reelbudget.AccountTerms;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.ledger.Command;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.spi.PricingEngine;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a replay changes. It counts from the first instant of the range that is compared; before that all is as it was.
 *
 * <p>This class is immutable; it is thread-safe as its functions are.
 */
public final class Setting {

    private static final Setting UNCHANGED =
            new Setting("unchanged", Map.of(), terms -> terms, Optional.empty(), job -> job, Instances.AS_THEY_WERE);

    private final String name;
    private final Map<String, Plan> plans;
    private final UnaryOperator<AccountTerms> terms;
    private final Optional<Supplier<CostEstimator>> estimator;
    private final UnaryOperator<TranscodeJob> jobs;
    private final Instances instances;

    /** What becomes of the charges of instances that were provisioned. */
    private enum Instances {
        AS_THEY_WERE,
        LEFT_OUT
    }

    private Setting(
            String name,
            Map<String, Plan> plans,
            UnaryOperator<AccountTerms> terms,
            Optional<Supplier<CostEstimator>> estimator,
            UnaryOperator<TranscodeJob> jobs,
            Instances instances) {
        this.name = name;
        this.plans = plans;
        this.terms = terms;
        this.estimator = estimator;
        this.jobs = jobs;
        this.instances = instances;
    }

    /** Returns that nothing is changed. */
    public static Setting unchanged() {
        return UNCHANGED;
    }

    /** Returns a setting that changes nothing yet. */
    public static Setting named(String name) {
        return new Setting(name, Map.of(), terms -> terms, Optional.empty(), job -> job, Instances.AS_THEY_WERE);
    }

    /**
     * Returns this setting with another plan for an account: where its periods stay the same, the difference of the two
     * allowances is granted, or taken from what is left, when the range begins. Later changes of its plan are left out.
     */
    public Setting withPlan(AccountPath account, Plan plan) {
        Map<String, Plan> more = new TreeMap<>(plans);
        more.put(account.toString(), plan);
        return new Setting(name, more, terms, estimator, jobs, instances);
    }

    /** Returns this setting with other terms for all accounts, made from those that they have. */
    public Setting withTerms(UnaryOperator<AccountTerms> change) {
        return new Setting(name, plans, had -> change.apply(terms.apply(had)), estimator, jobs, instances);
    }

    /**
     * Returns this setting with other prices for all accounts; holds that are open keep theirs only if it knows them.
     */
    public Setting withPrices(PricingEngine prices) {
        return withTerms(had -> new AccountTerms(
                prices, had.profile(), had.holdSize(), had.lease(), had.policy(), had.threshold(), had.rules()));
    }

    /** Returns this setting with another policy for all accounts. */
    public Setting withPolicy(ScalingPolicy policy) {
        return withTerms(had -> had.withPolicy(policy));
    }

    /**
     * Returns this setting without what instances cost that were provisioned in the range. A replay provisions none, so
     * compare a policy that does with one that does not by this.
     */
    public Setting withoutInstances() {
        return new Setting(name, plans, terms, estimator, jobs, Instances.LEFT_OUT);
    }

    /**
     * Returns this setting with estimates by another model, which learns from the jobs that finish in the replay.
     *
     * @param newEstimator makes one that has learnt nothing; each replay asks for its own
     */
    public Setting withEstimator(Supplier<CostEstimator> newEstimator) {
        return new Setting(name, plans, terms, Optional.of(newEstimator), jobs, instances);
    }

    /** Returns this setting with other jobs in place of those that were asked for; their ids stay. */
    public Setting withJobs(UnaryOperator<TranscodeJob> change) {
        return new Setting(name, plans, terms, estimator, job -> change.apply(jobs.apply(job)), instances);
    }

    /**
     * Returns this setting with no picture larger than a size: larger renditions keep their shape and shrink to it.
     *
     * @param shorterSide of the largest picture, in pixels; even, 2 to 32,768; 720 for 720p
     */
    public Setting withPicturesUpTo(int shorterSide) {
        if (shorterSide < 2 || shorterSide > 32_768 || shorterSide % 2 != 0) {
            throw new IllegalArgumentException(
                    "Shorter side was " + shorterSide + " but must be even and 2 to 32,768; 720 for 720p.");
        }
        return withJobs(job -> job.withTargets(job.targets().stream()
                .map(target -> shrunk(target, shorterSide))
                .toList()));
    }

    private static Target shrunk(Target target, int shorterSide) {
        int shorter = Math.min(target.width(), target.height());
        if (shorter <= shorterSide) {
            return target;
        }
        double factor = (double) shorterSide / shorter;
        return target.withSize(even(target.width() * factor), even(target.height() * factor));
    }

    private static int even(double side) {
        return (int) Math.max(2, 2 * Math.round(side / 2));
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    Optional<Plan> plan(AccountPath account) {
        return Optional.ofNullable(plans.get(account.toString()));
    }

    AccountTerms terms(AccountTerms had) {
        return terms.apply(had);
    }

    /** Returns whether what was recorded still happens where this counts. */
    boolean keeps(Command<?> command) {
        return !(command instanceof Command.ChangePlan
                        && plan(command.account()).isPresent())
                && !(instances == Instances.LEFT_OUT && HistoryReader.isOfInstance(command));
    }

    Optional<CostEstimator> estimator() {
        return estimator.map(Supplier::get);
    }

    TranscodeJob job(TranscodeJob asked) {
        return jobs.apply(asked);
    }
}
