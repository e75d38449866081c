package io.reelbudget.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.micrometer.MicrometerTelemetry;
import io.reelbudget.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** What moved between the versions of Boot is found by name here, too, so that one test serves all. */
@DisplayName("Budgets by the actuator")
class ActuatorTest {

    private static final AccountPath ACME = AccountPath.of("acme");

    private static final List<String> METRICS = List.of(
            "org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration");

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ReelbudgetMetricsAutoConfiguration.class,
                    ReelbudgetAutoConfiguration.class,
                    ReelbudgetActuatorAutoConfiguration.class))
            .withBean(CostEstimator.class, SteadyEstimator::new)
            .withPropertyValues(
                    "reelbudget.store=memory",
                    "reelbudget.accounts[0].path=acme",
                    "reelbudget.accounts[0].allowance=10",
                    "reelbudget.accounts[1].path=acme/trailers",
                    "reelbudget.accounts[1].allowance=5",
                    "management.endpoints.web.exposure.include=*",
                    "management.endpoints.jmx.exposure.include=*");

    @Nested
    @DisplayName("asked for health")
    class Health {

        @Test
        void are_up_while_the_ledger_answers() {
            application.run(
                    context -> assertThat(health(context)).contains("UP").contains("accounts=2"));
        }

        @Test
        void are_down_once_it_does_not() {
            application.run(context -> {
                context.getBean(Reelbudget.class).close();

                assertThat(health(context)).contains("DOWN").contains("LedgerUnavailableException");
            });
        }

        @Test
        void say_nothing_where_that_is_switched_off() {
            application
                    .withPropertyValues("management.health.reelbudget.enabled=false")
                    .run(context -> assertThat(context).doesNotHaveBean("reelbudgetHealthIndicator"));
        }

        private String health(ApplicationContext context) {
            Object indicator = context.getBean("reelbudgetHealthIndicator");
            boolean isOld = ClassUtils.isPresent("org.springframework.boot.actuate.health.HealthIndicator", null);
            Class<?> type = ClassUtils.resolveClassName(
                    isOld
                            ? "org.springframework.boot.actuate.health.HealthIndicator"
                            : "org.springframework.boot.health.contributor.HealthIndicator",
                    null);
            assertThat(indicator).isInstanceOf(type);
            return String.valueOf(ReflectionUtils.invokeMethod(
                    Objects.requireNonNull(ReflectionUtils.findMethod(type, "health")), indicator));
        }
    }

    @Nested
    @DisplayName("asked by the endpoint")
    class Asked {

        @Test
        void list_their_accounts() {
            application.run(context -> {
                Map<String, Object> all = context.getBean(BudgetsEndpoint.class).accounts();

                assertThat(all).containsEntry("count", 2);
                assertThat(String.valueOf(all.get("accounts")))
                        .startsWith("{acme={available=10.00 USD, held=0.00 USD")
                        .contains("acme/trailers={available=5.00 USD");
            });
        }

        @Test
        void show_one_with_its_runway() {
            application.run(context -> {
                Reelbudget budgets = context.getBean(Reelbudget.class);
                Object unused = budgets.admit(AccountPath.of("acme/trailers"), SteadyEstimator.job("job-1"));
                Map<String, Object> one = context.getBean(BudgetsEndpoint.class).account("acme", "trailers");

                assertThat(one).containsEntry("openHolds", 1).containsEntry("admission", "OPEN");
                assertThat(one).containsKeys("available", "runway", "renewal");
            });
        }

        @Test
        void know_nothing_of_an_account_that_is_not_there() {
            application.run(context -> {
                BudgetsEndpoint endpoint = context.getBean(BudgetsEndpoint.class);
                assertThat(endpoint.account("nobody")).isNull();
                assertThat(endpoint.account("no", "", "name")).isNull();
            });
        }

        @Test
        void hide_where_they_are_not_exposed() {
            application
                    .withPropertyValues(
                            "management.endpoints.web.exposure.include=health",
                            "management.endpoints.jmx.exposure.include=health")
                    .run(context -> assertThat(context).doesNotHaveBean(BudgetsEndpoint.class));
        }
    }

    @Nested
    @DisplayName("measured")
    class Measured {

        @Test
        void are_timed_by_the_observations_of_the_host() {
            measured().run(context -> {
                assertThat(context).hasSingleBean(MicrometerTelemetry.class);
                Reelbudget budgets = context.getBean(Reelbudget.class);
                budgets.capture((Admitted) budgets.admit(ACME, SteadyEstimator.job("job-1")), 60);

                MeterRegistry registry = context.getBean(MeterRegistry.class);
                assertThat(registry.get("reelbudget.admit")
                                .tag("outcome", "admitted")
                                .timer()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("reelbudget.charged").counter().count()).isPositive();
                assertThat(context).hasSingleBean(ObservationRegistry.class);
            });
        }

        @Test
        void have_the_account_tag_that_properties_say() {
            measured().withPropertyValues("reelbudget.metrics.account-tag=root").run(context -> {
                Reelbudget budgets = context.getBean(Reelbudget.class);
                Object unused = budgets.admit(ACME, SteadyEstimator.job("job-1"));

                assertThat(context.getBean(MeterRegistry.class)
                                .get("reelbudget.admit")
                                .tag("account", "acme")
                                .timer()
                                .count())
                        .isEqualTo(1);
            });
        }

        @Test
        void are_not_where_that_is_switched_off_or_there_is_no_registry() {
            measured()
                    .withPropertyValues("reelbudget.metrics.enabled=false")
                    .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Telemetry.class));
            application.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Telemetry.class));
        }

        @Test
        void are_timed_by_a_registry_without_observations_too() {
            application.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
                Reelbudget budgets = context.getBean(Reelbudget.class);
                Object unused = budgets.admit(ACME, SteadyEstimator.job("job-1"));

                assertThat(context.getBean(MeterRegistry.class)
                                .get("reelbudget.admit")
                                .timer()
                                .count())
                        .isEqualTo(1);
            });
        }

        private ApplicationContextRunner measured() {
            Class<?>[] there = METRICS.stream()
                    .filter(name -> ClassUtils.isPresent(name, null))
                    .map(name -> ClassUtils.resolveClassName(name, null))
                    .toArray(Class<?>[]::new);
            assertThat(there).hasSize(4);
            return application.withConfiguration(AutoConfigurations.of(there));
        }
    }

    @Test
    void are_listed_for_boot_to_find() throws IOException {
        String imports = text("META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports");
        assertThat(imports.lines())
                .containsExactlyInAnyOrder(
                        ReelbudgetMetricsAutoConfiguration.class.getName(),
                        ReelbudgetStoreAutoConfiguration.class.getName(),
                        ReelbudgetAutoConfiguration.class.getName(),
                        ReelbudgetActuatorAutoConfiguration.class.getName(),
                        ReelbudgetConsoleAutoConfiguration.class.getName());
    }

    private static String text(String resource) {
        try (var stream = Objects.requireNonNull(
                ReelbudgetAutoConfiguration.class.getClassLoader().getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
