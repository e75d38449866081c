package io.reelbudget.spring;

import io.reelbudget.AccountTerms;
import io.reelbudget.Reelbudget;
import io.reelbudget.ReelbudgetBuilder;
import io.reelbudget.SalesTerms;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.policy.CommittedWork;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.spi.ApprovalGate;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.policy.spi.PaymentGateway;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.runway.SpendForecaster;
import io.reelbudget.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

/**
 * Opens budgets: from properties, and with every bean that implements something that budgets can be given.
 *
 * <p>They are closed after all beans that use them, and so after the web server's graceful shutdown: jobs that end
 * until then are still charged.
 */
@AutoConfiguration(after = {ReelbudgetMetricsAutoConfiguration.class, ReelbudgetStoreAutoConfiguration.class})
@ConditionalOnProperty(prefix = "reelbudget", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(ReelbudgetProperties.class)
public final class ReelbudgetAutoConfiguration {

    /** Returns the hooks: the bean of each kind, or else the one that is found by {@link java.util.ServiceLoader}. */
    @Bean
    @ConditionalOnMissingBean
    public Hooks reelbudgetHooks(
            ObjectProvider<JobQueue> queue,
            ObjectProvider<Notifier> notifier,
            ObjectProvider<Provisioner> provisioner,
            ObjectProvider<QualityLadder> ladder,
            ObjectProvider<ApprovalGate> approvals,
            ObjectProvider<PaymentGateway> payments) {
        Hooks found = Hooks.discovered();
        return new Hooks(
                queue.getIfAvailable(found::queue),
                notifier.getIfAvailable(found::notifier),
                Optional.ofNullable(provisioner.getIfAvailable()).or(found::provisioner),
                ladder.getIfAvailable(found::ladder),
                Optional.ofNullable(approvals.getIfAvailable()).or(found::approvals),
                Optional.ofNullable(payments.getIfAvailable()).or(found::payments));
    }

    /** Returns the settings that make the budgets, for whoever wants to open them in another way. */
    @Bean
    @ConditionalOnMissingBean({Reelbudget.class, ReelbudgetBuilder.class})
    public ReelbudgetBuilder reelbudgetBuilder(
            ReelbudgetProperties properties,
            Hooks hooks,
            ObjectProvider<SharedLedger> shared,
            ObjectProvider<CostEstimator> estimator,
            ObjectProvider<SpendForecaster> forecaster,
            ObjectProvider<PricingEngine> pricing,
            ObjectProvider<CommittedWork> work,
            ObjectProvider<SalesTerms> sales,
            ObjectProvider<InstantSource> clock,
            ObjectProvider<Telemetry> telemetry,
            ObjectProvider<ReelbudgetBuilderCustomizer> customizers,
            ApplicationEventPublisher events) {
        ReelbudgetBuilder builder = new SettingsReader(properties)
                .builder(Optional.ofNullable(shared.getIfAvailable()))
                .hooks(hooks);
        estimator.ifAvailable(builder::estimator);
        forecaster.ifAvailable(builder::forecaster);
        pricing.ifAvailable(builder::pricing);
        work.ifAvailable(builder::committedWork);
        sales.ifAvailable(builder::sales);
        clock.ifAvailable(builder::clock);
        telemetry.ifAvailable(builder::telemetry);
        builder.onEvaluation((Evaluation evaluation) -> events.publishEvent(evaluation));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder;
    }

    /** Opens the budgets, and the accounts that properties name. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    public Reelbudget reelbudget(
            ReelbudgetBuilder builder, ReelbudgetProperties properties, ObjectProvider<AccountTerms> terms) {
        var accounts = new SettingsReader(properties).accounts();
        Reelbudget budgets = builder.open();
        boolean isOpen = false;
        try {
            Optional<AccountTerms> own = Optional.ofNullable(terms.getIfAvailable());
            accounts.forEach((path, plan) ->
                    own.ifPresentOrElse(given -> budgets.open(path, plan, given), () -> budgets.open(path, plan)));
            isOpen = true;
            return budgets;
        } finally {
            if (!isOpen) {
                budgets.close();
            }
        }
    }
}
