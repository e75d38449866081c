package io.reelbudget.spring;

import io.reelbudget.Reelbudget;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows budgets by the actuator, where it is there: their health, and the endpoint {@code budgets}. */
@AutoConfiguration(after = ReelbudgetAutoConfiguration.class)
@ConditionalOnBean(Reelbudget.class)
public final class ReelbudgetActuatorAutoConfiguration {

    /** Where health is told up to Boot 3.5. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    @ConditionalOnProperty(name = "management.health.reelbudget.enabled", matchIfMissing = true)
    static final class Boot3Health {

        @Bean
        @ConditionalOnMissingBean(name = "reelbudgetHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator reelbudgetHealthIndicator(Reelbudget budgets) {
            LedgerHealth health = new LedgerHealth(budgets);
            return () -> health.check()
                    .map(failure -> org.springframework.boot.actuate.health.Health.down(failure)
                            .build())
                    .orElseGet(() -> org.springframework.boot.actuate.health.Health.up()
                            .withDetail("accounts", health.accounts())
                            .build());
        }
    }

    /** Where health is told from Boot 4.0 on. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    @ConditionalOnProperty(name = "management.health.reelbudget.enabled", matchIfMissing = true)
    static final class Boot4Health {

        @Bean
        @ConditionalOnMissingBean(name = "reelbudgetHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator reelbudgetHealthIndicator(Reelbudget budgets) {
            LedgerHealth health = new LedgerHealth(budgets);
            return () -> health.check()
                    .map(failure -> org.springframework.boot.health.contributor.Health.down(failure)
                            .build())
                    .orElseGet(() -> org.springframework.boot.health.contributor.Health.up()
                            .withDetail("accounts", health.accounts())
                            .build());
        }
    }

    /** The endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static final class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        BudgetsEndpoint budgetsEndpoint(Reelbudget budgets) {
            return new BudgetsEndpoint(budgets);
        }
    }
}
