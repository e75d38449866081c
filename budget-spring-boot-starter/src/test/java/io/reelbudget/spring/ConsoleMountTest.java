package io.reelbudget.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.console.AuditLog;
import io.reelbudget.console.Authenticator;
import io.reelbudget.console.Console;
import io.reelbudget.console.Principal;
import io.reelbudget.console.Request;
import io.reelbudget.console.Role;
import io.reelbudget.job.CostEstimator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.AbstractApplicationContextRunner;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@DisplayName("The console of an application")
class ConsoleMountTest {

    private static final String TOKEN = "a-token-of-a-test-with-enough-characters";

    @TempDir
    Path directory;

    private final WebApplicationContextRunner application = set(new WebApplicationContextRunner());

    private static <
                    R extends AbstractApplicationContextRunner<R, C, A>,
                    C extends org.springframework.context.ConfigurableApplicationContext,
                    A extends ApplicationContextAssertProvider<C>>
            R set(R runner) {
        return runner.withConfiguration(AutoConfigurations.of(
                        ReelbudgetAutoConfiguration.class, ReelbudgetConsoleAutoConfiguration.class))
                .withBean(CostEstimator.class, SteadyEstimator::new)
                .withPropertyValues(
                        "reelbudget.console.enabled=true",
                        "reelbudget.store=memory",
                        "reelbudget.accounts[0].path=acme",
                        "reelbudget.accounts[0].allowance=10");
    }

    @Nested
    @DisplayName("is mounted")
    class Mounted {

        @Test
        void only_where_it_is_asked_for() {
            application.withPropertyValues("reelbudget.console.enabled=false").run(context -> assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(Console.class)
                    .doesNotHaveBean("reelbudgetConsoleServlet"));
        }

        @Test
        void below_budgets_unless_told_otherwise() {
            application.run(context -> assertThat(patterns(context)).containsExactly("/budgets/*"));
            application
                    .withPropertyValues("reelbudget.console.path=/ops/money")
                    .run(context -> assertThat(patterns(context)).containsExactly("/ops/money/*"));
        }

        @Test
        void never_at_a_path_that_would_take_others() {
            for (String path : List.of("/", "", "budgets", "/budgets/", "/a/*", "/a/../b", "//evil")) {
                application
                        .withPropertyValues("reelbudget.console.path=" + path)
                        .run(context -> assertThat(failure(context))
                                .isEqualTo("Property 'reelbudget.console.path' was '" + path
                                        + "' but must begin with a slash and have names of letters, digits, '.', '_'"
                                        + " and '-'"));
            }
        }

        private List<String> patterns(ApplicationContext context) {
            ServletRegistrationBean<?> servlet =
                    context.getBean("reelbudgetConsoleServlet", ServletRegistrationBean.class);
            return List.copyOf(servlet.getUrlMappings());
        }
    }

    @Nested
    @DisplayName("lets in")
    class LetsIn {

        @Test
        void nobody_unless_told_whom() {
            application.run(context -> {
                assertThat(asked(context, "GET", "/api/v1/accounts", TOKEN)).isEqualTo(401);
                assertThat(asked(context, "GET", "/api/v1/session", "")).isEqualTo(401);
            });
        }

        @Test
        void whom_a_file_of_tokens_names() throws Exception {
            withTokens("ann read * " + TOKEN).run(context -> {
                assertThat(asked(context, "GET", "/api/v1/accounts", TOKEN)).isEqualTo(200);
                assertThat(asked(context, "POST", "/api/v1/accounts/acme/grants", TOKEN))
                        .isEqualTo(403);
                assertThat(asked(context, "GET", "/api/v1/accounts", TOKEN + "x"))
                        .isEqualTo(401);
            });
        }

        @Test
        void whom_the_application_knows_in_place_of_tokens() throws Exception {
            Authenticator own = request -> request.header("X-User").map(name -> Principal.of(name, Role.READ));
            withTokens("ann read * " + TOKEN)
                    .withBean(Authenticator.class, () -> own)
                    .run(context -> {
                        assertThat(asked(context, "GET", "/api/v1/accounts", TOKEN))
                                .isEqualTo(401);
                        assertThat(console(context)
                                        .handle(request("GET", "/api/v1/session", Map.of("X-User", "ben"), ""))
                                        .status())
                                .isEqualTo(200);
                    });
        }

        @Test
        void whom_its_web_server_knows() {
            application.withUserConfiguration(OwnPeople.class).run(context -> {
                Request session = request("GET", "/api/v1/session", Map.of(), "");
                assertThat(console(context).handle(session).status()).isEqualTo(401);
                assertThat(console(context).handle(session.withUser("ben")).status())
                        .isEqualTo(200);
            });
        }

        @Test
        void nobody_by_another_name_of_the_host() throws Exception {
            Map<String, String> headers =
                    Map.of("Host", "budgets.example.com:8443", "Authorization", "Bearer " + TOKEN);
            WebApplicationContextRunner one = withTokens("ann read * " + TOKEN);
            one.run(context -> assertThat(console(context)
                            .handle(request("GET", "/api/v1/session", headers, ""))
                            .status())
                    .isEqualTo(421));
            one.withPropertyValues("reelbudget.console.hosts=budgets.example.com")
                    .run(context -> assertThat(console(context)
                                    .handle(request("GET", "/api/v1/session", headers, ""))
                                    .status())
                            .isEqualTo(200));
        }

        @Test
        void only_encrypted_or_local_requests_unless_something_before_it_encrypts() {
            application.run(context -> assertThat(filterPatterns(context)).containsExactly("/budgets/*"));
            application
                    .withPropertyValues("reelbudget.console.behind-proxy=true")
                    .run(context -> assertThat(context).doesNotHaveBean("reelbudgetConsoleEncryption"));
            application
                    .withBean(Authenticator.class, () -> request -> Optional.empty())
                    .run(context -> assertThat(context).doesNotHaveBean("reelbudgetConsoleEncryption"));
        }

        private List<String> filterPatterns(ApplicationContext context) {
            FilterRegistrationBean<?> filter =
                    context.getBean("reelbudgetConsoleEncryption", FilterRegistrationBean.class);
            return List.copyOf(filter.getUrlPatterns());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnPeople {

        @Bean
        Authenticator people() {
            return request -> request.user().map(name -> Principal.of(name, Role.READ));
        }
    }

    @Nested
    @DisplayName("tells who did what")
    class Audited {

        @Test
        void in_the_file_that_is_set() throws Exception {
            Path file = directory.resolve("audit.jsonl");
            withTokens("ann operate * " + TOKEN)
                    .withPropertyValues("reelbudget.console.audit-file=" + file)
                    .run(context -> assertThat(topUp(context)).isEqualTo(201));

            assertThat(Files.readString(file)).contains("\"ann\"").contains("/api/v1/accounts/acme/grants");
        }

        @Test
        void to_the_bean_that_is_there() throws Exception {
            List<String> told = new ArrayList<>();
            AuditLog own = entry -> told.add(entry.json());
            withTokens("ann operate * " + TOKEN)
                    .withBean(AuditLog.class, () -> own)
                    .withPropertyValues("reelbudget.console.audit-file=" + directory.resolve("unused"))
                    .run(context -> assertThat(topUp(context)).isEqualTo(201));

            assertThat(told).hasSize(2);
            assertThat(directory.resolve("unused")).doesNotExist();
        }

        private int topUp(ApplicationContext context) {
            return console(context)
                    .handle(request(
                            "POST",
                            "/api/v1/accounts/acme/grants",
                            Map.of(
                                    "Authorization",
                                    "Bearer " + TOKEN,
                                    "Content-Type",
                                    "application/json",
                                    "Idempotency-Key",
                                    "one"),
                            "{\"amount\": \"5.00\", \"reason\": \"a test\"}"))
                    .status();
        }
    }

    @Nested
    @DisplayName("says what is wrong")
    class Wrong {

        @Test
        void with_a_file_of_tokens() throws Exception {
            withTokens("ann read *").run(context -> assertThat(failure(context))
                    .startsWith("Property 'reelbudget.console.token-file' is wrong: Token file had 3 words at "));
            withTokens("# nobody yet").run(context -> assertThat(failure(context))
                    .endsWith("which has no token but must have one at least"));
            application
                    .withPropertyValues("reelbudget.console.token-file=" + directory.resolve("missing"))
                    .run(context -> assertThat(failure(context))
                            .startsWith("Property 'reelbudget.console.token-file' is wrong: Token file '")
                            .contains("cannot be read"));
        }

        @Test
        void where_its_module_is_missing() {
            application
                    .withClassLoader(new FilteredClassLoader("io.reelbudget.console"))
                    .run(context -> assertThat(failure(context))
                            .isEqualTo("Property 'reelbudget.console.enabled' was 'true' but needs the module"
                                    + " budget-console to be so"));
        }

        @Test
        void where_there_are_no_servlets() {
            set(new ReactiveWebApplicationContextRunner()).run(context -> assertThat(failure(context))
                    .isEqualTo("Property 'reelbudget.console.enabled' was 'true' but must be 'false' in a WebFlux"
                            + " application: the console is a servlet"));
        }

        @Test
        void but_lets_an_application_without_a_web_server_start() {
            set(new ApplicationContextRunner())
                    .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Console.class));
        }
    }

    private WebApplicationContextRunner withTokens(String line) throws Exception {
        Path file = Files.writeString(directory.resolve("tokens.txt"), line + "\n");
        return application.withPropertyValues("reelbudget.console.token-file=" + file);
    }

    private static String failure(ApplicationContextAssertProvider<?> context) {
        Throwable failure = context.getStartupFailure();
        while (failure != null && !(failure instanceof BudgetSettingException)) {
            failure = failure.getCause();
        }
        return failure == null ? "none" : String.valueOf(failure.getMessage());
    }

    private static Console console(ApplicationContext context) {
        return context.getBean(Console.class);
    }

    private static int asked(ApplicationContext context, String method, String target, String token) {
        return console(context)
                .handle(request(method, target, Map.of("Authorization", "Bearer " + token), ""))
                .status();
    }

    private static Request request(String method, String target, Map<String, String> headers, String body) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("Host", "localhost:8080"));
        all.putAll(headers);
        return Request.of(method, target, all, body.getBytes(StandardCharsets.UTF_8), "127.0.0.1");
    }
}
