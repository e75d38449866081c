package io.reelbudget.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.AccountTerms;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.spi.ApprovalGate;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.JobQueue;
import io.reelbudget.policy.spi.Notifier;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

@DisplayName("Spring Boot's configuration of budgets")
class AutoConfigurationTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    @TempDir
    private Path directory;

    private ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ReelbudgetMetricsAutoConfiguration.class,
                        ReelbudgetAutoConfiguration.class,
                        ReelbudgetActuatorAutoConfiguration.class))
                .withBean(CostEstimator.class, SteadyEstimator::new)
                .withPropertyValues("reelbudget.directory=" + directory.resolve("budgets"));
    }

    @Test
    void is_tested_with_the_boot_that_it_says() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"));
    }

    @Nested
    @DisplayName("that has properties alone")
    class Properties {

        @Test
        void opens_budgets_that_last_beyond_the_application() {
            application()
                    .withPropertyValues("reelbudget.accounts[0].path=acme", "reelbudget.accounts[0].allowance=10.50")
                    .run(context -> {
                        Reelbudget budgets = context.getBean(Reelbudget.class);
                        budgets.capture((Admitted) budgets.admit(ACME, SteadyEstimator.job("job-1")), 60);
                    });

            application().run(context -> {
                Reelbudget budgets = context.getBean(Reelbudget.class);
                assertThat(budgets.balance(ACME).granted()).isEqualTo(usd("10.50"));
                assertThat(budgets.balance(ACME).posted().isPositive()).isTrue();
            });
        }

        @Test
        void opens_accounts_in_other_units_and_with_accounts_below_them() {
            application()
                    .withPropertyValues(
                            "reelbudget.accounts[0].path=acme",
                            "reelbudget.accounts[0].allowance=7200",
                            "reelbudget.accounts[0].unit=vCPU-s",
                            "reelbudget.accounts[0].zone=Europe/Berlin",
                            "reelbudget.accounts[1].path=acme/trailers",
                            "reelbudget.accounts[1].allowance=3600",
                            "reelbudget.accounts[1].unit=vCPU-s",
                            "reelbudget.accounts[1].renewal=once")
                    .run(context -> {
                        Reelbudget budgets = context.getBean(Reelbudget.class);
                        assertThat(budgets.balance(ACME).available())
                                .isEqualTo(Amount.parse("7200", Unit.VCPU_SECONDS));
                        assertThat(budgets.balance(AccountPath.of("acme/trailers"))
                                        .available())
                                .isEqualTo(Amount.parse("3600", Unit.VCPU_SECONDS));
                    });
        }

        @Test
        void keeps_nothing_on_disk_where_the_store_is_memory() {
            application()
                    .withPropertyValues("reelbudget.store=memory", "reelbudget.processors=3")
                    .run(context -> {
                        assertThat(context.getBean(Reelbudget.class).processors())
                                .isEqualTo(3);
                        assertThat(directory).isEmptyDirectory();
                    });
        }

        @Test
        void estimates_by_the_bundled_model_where_there_is_no_other() {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ReelbudgetAutoConfiguration.class))
                    .withPropertyValues("reelbudget.store=memory")
                    .run(context -> {
                        Reelbudget budgets = context.getBean(Reelbudget.class);
                        budgets.open(ACME, Plan.monthly(usd("100"), ZoneOffset.UTC));
                        Admitted admitted = (Admitted) budgets.admit(ACME, SteadyEstimator.job("job-1"));
                        assertThat(admitted.estimate().model()).isNotEqualTo("steady 1");
                        assertThat(budgets.capture(admitted, 60).amount().isPositive())
                                .isTrue();
                    });
        }

        @Test
        void opens_nothing_where_it_is_switched_off() {
            application().withPropertyValues("reelbudget.enabled=false").run(context -> assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(Reelbudget.class)
                    .doesNotHaveBean("reelbudgetHealthIndicator"));
        }
    }

    @Nested
    @DisplayName("that has beans")
    class Beans {

        @Test
        void finds_a_hook_of_each_kind() {
            application().withUserConfiguration(EveryHook.class).run(context -> {
                Hooks hooks = context.getBean(Reelbudget.class).hooks();
                assertThat(hooks.queue()).isSameAs(context.getBean(JobQueue.class));
                assertThat(hooks.notifier()).isSameAs(context.getBean(Notifier.class));
                assertThat(hooks.provisioner()).containsSame(context.getBean(Provisioner.class));
                assertThat(hooks.ladder()).isSameAs(context.getBean(QualityLadder.class));
                assertThat(hooks.approvals()).containsSame(context.getBean(ApprovalGate.class));
                assertThat(hooks.payments()).isEmpty();
            });
        }

        @Test
        void prices_and_estimates_by_them_at_their_time() {
            application()
                    .withUserConfiguration(EveryHook.class)
                    .withPropertyValues("reelbudget.accounts[0].path=acme", "reelbudget.accounts[0].allowance=10")
                    .run(context -> {
                        Reelbudget budgets = context.getBean(Reelbudget.class);
                        assertThat(budgets.estimator()).isSameAs(context.getBean(CostEstimator.class));
                        assertThat(budgets.terms().get(ACME).pricing()).isSameAs(context.getBean(PricingEngine.class));
                        assertThat(budgets.balance(ACME).asOf()).isEqualTo(EveryHook.NOW);
                        assertThat(budgets.admit(ACME, SteadyEstimator.job("job-1"))
                                        .asked())
                                .isEqualTo(usd("1.20"));
                    });
        }

        @Test
        void gives_the_accounts_of_properties_the_terms_that_there_are() {
            AccountTerms terms = AccountTerms.pricedBy(RateCard.perCpuHour("own-1", usd("3.60")))
                    .withLease(Duration.ofMinutes(7));
            application()
                    .withBean(AccountTerms.class, () -> terms)
                    .withPropertyValues("reelbudget.accounts[0].path=acme", "reelbudget.accounts[0].allowance=10")
                    .run(context -> assertThat(
                                    context.getBean(Reelbudget.class).terms().get(ACME))
                            .isEqualTo(terms));
        }

        @Test
        void lets_customizers_have_the_last_word() {
            application()
                    .withPropertyValues("reelbudget.processors=3")
                    .withBean(ReelbudgetBuilderCustomizer.class, () ->
                            (ReelbudgetBuilderCustomizer) builder -> builder.processors(5))
                    .run(context -> assertThat(context.getBean(Reelbudget.class).processors())
                            .isEqualTo(5));
        }

        @Test
        void steps_back_for_budgets_that_the_host_opens() {
            Reelbudget own =
                    Reelbudget.inMemory().estimator(new SteadyEstimator()).open();
            application().withBean(Reelbudget.class, () -> own).run(context -> assertThat(context)
                    .getBean(Reelbudget.class)
                    .isSameAs(own));
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void refuses_to_choose_between_two_hooks_of_a_kind() {
            application()
                    .withBean("mail", Notifier.class, () -> notice -> {})
                    .withBean("chat", Notifier.class, () -> notice -> {})
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("expected single matching bean but found 2: mail,chat"));
        }

        @Test
        void publishes_each_look_at_an_account_as_an_event() {
            application().withUserConfiguration(Listening.class).run(context -> {
                Reelbudget budgets = context.getBean(Reelbudget.class);
                budgets.open(ACME, Plan.monthly(usd("10"), ZoneOffset.UTC));
                budgets.changed(ACME);
                assertThat(budgets.awaitLooks(Duration.ofSeconds(20))).isTrue();

                assertThat(context.getBean(Listening.class).seen).isNotEmpty().allSatisfy(look -> assertThat(
                                look.situation().account())
                        .isEqualTo(ACME));
            });
        }
    }

    @Nested
    @DisplayName("when the application ends")
    class Shutdown {

        @Test
        void charges_jobs_that_end_while_others_stop() {
            application()
                    .withUserConfiguration(LateWorker.class)
                    .withPropertyValues("reelbudget.accounts[0].path=acme", "reelbudget.accounts[0].allowance=10")
                    .run(context -> context.getBean(LateWorker.class).start());

            application().run(context -> assertThat(context.getBean(Reelbudget.class)
                            .balance(ACME)
                            .posted()
                            .isPositive())
                    .isTrue());
        }

        @Test
        void gives_up_the_directory() {
            application().run(context -> {
                Path kept = directory.resolve("budgets");
                assertThatThrownBy(() -> Reelbudget.at(kept)
                                .estimator(new SteadyEstimator())
                                .open())
                        .isInstanceOf(LedgerUnavailableException.class);
            });

            Reelbudget.at(directory.resolve("budgets"))
                    .estimator(new SteadyEstimator())
                    .open()
                    .close();
        }

        @Test
        void gives_it_up_too_where_an_account_cannot_be_opened() {
            application()
                    .withPropertyValues(
                            "reelbudget.accounts[0].path=acme",
                            "reelbudget.accounts[0].allowance=10",
                            "reelbudget.accounts[0].unit=EUR")
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("must be in USD or vCPU-s to have standard prices"));

            Reelbudget.at(directory.resolve("budgets"))
                    .estimator(new SteadyEstimator())
                    .open()
                    .close();
        }
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    /** Remembers looks. */
    @Configuration(proxyBeanMethods = false)
    static class Listening {

        final List<Evaluation> seen = new CopyOnWriteArrayList<>();

        @EventListener
        void looked(Evaluation evaluation) {
            seen.add(evaluation);
        }
    }

    /** Ends its job when the application is told to stop, as a web server's last requests do. */
    @Configuration(proxyBeanMethods = false)
    static class LateWorker {

        @Bean
        SmartLifecycle worker(Reelbudget budgets) {
            return new SmartLifecycle() {
                private boolean isRunning;

                @Override
                public void start() {
                    isRunning = true;
                }

                @Override
                public void stop() {
                    if (isRunning) {
                        budgets.capture((Admitted) budgets.admit(ACME, SteadyEstimator.job("late")), 60);
                    }
                    isRunning = false;
                }

                @Override
                public boolean isRunning() {
                    return isRunning;
                }
            };
        }

        void start() {}
    }

    /** Implements whatever can be implemented. */
    @Configuration(proxyBeanMethods = false)
    static class EveryHook {

        static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

        @Bean
        JobQueue queue() {
            return JobQueue.none();
        }

        @Bean
        Notifier notifier() {
            return notice -> {};
        }

        @Bean
        Provisioner provisioner() {
            return new NoInstances();
        }

        @Bean
        QualityLadder ladder() {
            return QualityLadder.standard();
        }

        @Bean
        ApprovalGate approvals() {
            return request -> {};
        }

        @Bean
        PricingEngine pricing() {
            return PricingEngine.of(PriceBook.of(RateCard.perCpuHour("test-1", usd("36"))));
        }

        @Bean
        InstantSource clock() {
            return () -> NOW;
        }
    }

    /** Starts none. */
    private static final class NoInstances implements Provisioner {
        @Override
        public InstanceReceipt provision(InstanceRequest request) {
            return new InstanceReceipt(0, "none");
        }

        @Override
        public InstanceReceipt giveBack(InstanceRequest request) {
            return new InstanceReceipt(0, "none");
        }
    }
}
