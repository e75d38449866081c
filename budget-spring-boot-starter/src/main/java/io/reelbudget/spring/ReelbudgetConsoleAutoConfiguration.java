package io.reelbudget.spring;

import io.reelbudget.Reelbudget;
import io.reelbudget.console.AuditLog;
import io.reelbudget.console.Authenticator;
import io.reelbudget.console.Console;
import io.reelbudget.console.ConsoleServlet;
import io.reelbudget.console.ProbeReader;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/**
 * Mounts the console in a servlet web application, where {@code reelbudget.console.enabled} is true; says what is
 * missing where it cannot.
 */
@AutoConfiguration(after = ReelbudgetAutoConfiguration.class)
@ConditionalOnProperty(name = "reelbudget.console.enabled", havingValue = "true")
@ConditionalOnBean(Reelbudget.class)
public final class ReelbudgetConsoleAutoConfiguration {

    /** Where it can be mounted. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Console.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static final class Mounted {

        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        Console reelbudgetConsole(
                Reelbudget budgets,
                ReelbudgetProperties properties,
                ObjectProvider<Authenticator> authenticator,
                ObjectProvider<AuditLog> audit,
                ObjectProvider<ProbeReader> probes,
                ObjectProvider<InstantSource> clock) {
            return new ConsoleSettings(properties.console())
                    .open(
                            budgets,
                            Optional.ofNullable(authenticator.getIfAvailable()),
                            Optional.ofNullable(audit.getIfAvailable()),
                            Optional.ofNullable(probes.getIfAvailable()),
                            clock.getIfAvailable(InstantSource::system));
        }

        @Bean
        ServletRegistrationBean<ConsoleServlet> reelbudgetConsoleServlet(
                Console console, ReelbudgetProperties properties) {
            var servlet = new ServletRegistrationBean<>(
                    new ConsoleServlet(console), new ConsoleSettings(properties.console()).path() + "/*");
            servlet.setName("reelbudgetConsole");
            servlet.setAsyncSupported(true);
            return servlet;
        }

        /** Tokens are no secret where they go over a network in the clear; whose people come in otherwise knows how. */
        @Bean
        @ConditionalOnMissingBean(Authenticator.class)
        @ConditionalOnProperty(name = "reelbudget.console.behind-proxy", havingValue = "false", matchIfMissing = true)
        FilterRegistrationBean<EncryptedOrLocal> reelbudgetConsoleEncryption(ReelbudgetProperties properties) {
            var filter = new FilterRegistrationBean<>(new EncryptedOrLocal());
            filter.addUrlPatterns(new ConsoleSettings(properties.console()).path() + "/*");
            filter.setName("reelbudgetConsoleEncryption");
            filter.setAsyncSupported(true);
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 100); // after the filter that reads what a proxy forwards
            return filter;
        }

        @Bean
        ConsoleLifecycle reelbudgetConsoleLifecycle(Console console) {
            return new ConsoleLifecycle(console);
        }
    }

    /** Where its module is missing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.reelbudget.console.Console")
    static final class Missing {

        @Bean
        SmartInitializingSingleton reelbudgetConsoleMissing() {
            return () -> {
                throw new BudgetSettingException(
                        "reelbudget.console.enabled",
                        "was 'true' but needs the module budget-console to be so",
                        "Add io.reelbudget:budget-console, or set reelbudget.console.enabled=false");
            };
        }
    }

    /** Where the web server is not one of servlets. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    static final class Reactive {

        @Bean
        SmartInitializingSingleton reelbudgetConsoleReactive() {
            return () -> {
                throw new BudgetSettingException(
                        "reelbudget.console.enabled",
                        "was 'true' but must be 'false' in a WebFlux application: the console is a servlet",
                        "Serve it beside the application by a bean of ConsoleServer.onLoopback(Console.over(budgets)…open(),"
                                + " port), or use spring-boot-starter-web");
            };
        }
    }

    /** Where there is no web server at all: in a test, say, with the properties of the service. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnNotWebApplication
    static final class Unserved {

        @Bean
        SmartInitializingSingleton reelbudgetConsoleUnserved() {
            return () -> LoggerFactory.getLogger(ReelbudgetConsoleAutoConfiguration.class)
                    .warn("The console of budgets is not mounted, since this is no web application.");
        }
    }
}
