package io.reelbudget.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.store.jdbc.PostgresLedger;
import io.reelbudget.store.jdbc.PostgresSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** On a real server, which syncs what it acknowledges: the library that starts it turns that off. */
@DisplayName("An application with a data source")
class SharedStoreTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static EmbeddedPostgres server;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ReelbudgetStoreAutoConfiguration.class, ReelbudgetAutoConfiguration.class))
            .withBean(CostEstimator.class, SteadyEstimator::new)
            .withBean(DataSource.class, () -> server.getPostgresDatabase())
            .withPropertyValues("reelbudget.accounts[0].path=acme", "reelbudget.accounts[0].allowance=10");

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
        PostgresSchema.apply(
                server.getPostgresDatabase(),
                "reelbudget",
                InstantSource.system().instant());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void shares_budgets_with_other_applications_through_it() {
        application.run(one -> application.run(other -> {
            Reelbudget budgets = one.getBean(Reelbudget.class);
            assertThat(budgets.ledger()).isInstanceOf(PostgresLedger.class);
            Amount charged = budgets.capture((Admitted) budgets.admit(ACME, SteadyEstimator.job("job-1")), 60)
                    .amount();

            assertThat(other.getBean(Reelbudget.class).balance(ACME).posted()).isEqualTo(charged);
            assertThat(charged).isNotEqualTo(Amount.zero(Unit.USD));
        }));
    }

    @Test
    void keeps_a_journal_all_the_same_where_it_names_a_directory(@TempDir Path directory) {
        application
                .withPropertyValues("reelbudget.directory=" + directory.resolve("budgets"))
                .run(context ->
                        assertThat(context.getBean(Reelbudget.class).ledger()).isNotInstanceOf(PostgresLedger.class));
        assertThat(directory.resolve("budgets")).isDirectory();
    }

    @Test
    void is_told_where_its_tables_are_missing() {
        application.withPropertyValues("reelbudget.schema=elsewhere").run(context -> {
            assertThat(analysis(context).getDescription())
                    .startsWith("Schema 'elsewhere' had no tables of the shared ledger");
            assertThat(analysis(context).getAction()).contains("PostgresSchema.apply");
        });
    }

    @Test
    void is_told_what_a_database_needs_where_it_has_not_the_module() {
        application
                .withClassLoader(new FilteredClassLoader(PostgresLedger.class))
                .withPropertyValues("reelbudget.store=jdbc")
                .run(context -> assertThat(analysis(context).getDescription())
                        .isEqualTo("Property 'reelbudget.store' was 'jdbc' but needs one data source and the module"
                                + " budget-store-jdbc to be so."));
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        return Objects.requireNonNull(new BudgetFailureAnalyzer().analyze(context.getStartupFailure()));
    }
}
