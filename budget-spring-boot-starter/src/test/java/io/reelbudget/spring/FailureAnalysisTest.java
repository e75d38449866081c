package io.reelbudget.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Reelbudget;
import io.reelbudget.job.CostEstimator;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

@DisplayName("An application whose budgets cannot be opened")
class FailureAnalysisTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ReelbudgetAutoConfiguration.class))
            .withBean(CostEstimator.class, SteadyEstimator::new);

    @Test
    void says_that_a_directory_is_missing() {
        FailureAnalysis analysis = analysis(application);

        assertThat(analysis.getDescription())
                .isEqualTo("Property 'reelbudget.directory' was not set but must name the directory in which the"
                        + " ledger is kept.");
        assertThat(analysis.getAction())
                .isEqualTo("Set reelbudget.directory=/var/lib/my-service/budgets, say: on a disk that lasts, and this"
                        + " process's alone. For tests set reelbudget.store=memory instead.");
    }

    @Test
    void says_which_property_of_which_account_is_wrong() {
        assertThat(analysis(application.withPropertyValues(
                                "reelbudget.store=memory",
                                "reelbudget.accounts[0].path=acme",
                                "reelbudget.accounts[0].allowance=10",
                                "reelbudget.accounts[0].unit=Dollars"))
                        .getDescription())
                .startsWith("Property 'reelbudget.accounts[0].unit' is wrong: ")
                .contains("Dollars");
        assertThat(analysis(application.withPropertyValues(
                                "reelbudget.store=memory",
                                "reelbudget.accounts[0].path=acme",
                                "reelbudget.accounts[0].allowance=10.00000001"))
                        .getDescription())
                .isEqualTo("Property 'reelbudget.accounts[0].allowance' was '10.00000001' but must have six decimals at"
                        + " most, and be within the range of amounts.");
        assertThat(analysis(application.withPropertyValues(
                                "reelbudget.store=memory", "reelbudget.accounts[0].path=acme"))
                        .getDescription())
                .isEqualTo("Property 'reelbudget.accounts[0].allowance' was not set but every account must have it.");
        assertThat(analysis(application.withPropertyValues(
                                "reelbudget.store=memory",
                                "reelbudget.accounts[0].path=acme//b",
                                "reelbudget.accounts[0].allowance=10"))
                        .getDescription())
                .startsWith("Property 'reelbudget.accounts[0].path' is wrong: ");
    }

    @Test
    void says_that_an_account_is_listed_twice() {
        assertThat(analysis(application.withPropertyValues(
                                "reelbudget.store=memory",
                                "reelbudget.accounts[0].path=acme",
                                "reelbudget.accounts[0].allowance=10",
                                "reelbudget.accounts[1].path=acme",
                                "reelbudget.accounts[1].allowance=20"))
                        .getDescription())
                .isEqualTo("Property 'reelbudget.accounts[1].path' was 'acme' but must be another one, since an account"
                        + " before it has that.");
    }

    @Test
    void says_that_half_a_model_is_missing() {
        assertThat(analysis(application.withPropertyValues(
                                "reelbudget.store=memory", "reelbudget.model.file=cost.onnx"))
                        .getDescription())
                .isEqualTo("Property 'reelbudget.model.card' was not set but must be beside 'reelbudget.model.file'.");
    }

    @Test
    void says_what_the_library_says_of_other_settings() {
        assertThat(analysis(application.withPropertyValues("reelbudget.store=memory", "reelbudget.processors=0"))
                        .getDescription())
                .isEqualTo("Property 'reelbudget.processors' is wrong: Processors were 0.0 but must be more than zero"
                        + " and finite; 2 is a small machine.");
        assertThat(analysis(application.withPropertyValues("reelbudget.store=memory", "reelbudget.housekeeping=10ms"))
                        .getDescription())
                .startsWith("Property 'reelbudget.housekeeping' is wrong: Housekeeping was every PT0.01S");
    }

    @Test
    void says_that_another_process_has_the_directory(@TempDir Path directory) {
        try (Reelbudget other =
                Reelbudget.at(directory).estimator(new SteadyEstimator()).open()) {
            assertThat(other.processors()).isPositive();
            FailureAnalysis analysis = analysis(application.withPropertyValues("reelbudget.directory=" + directory));

            assertThat(analysis.getDescription()).contains(directory.toString());
            assertThat(analysis.getAction()).startsWith("Stop the other process that uses reelbudget.directory");
        }
    }

    @Test
    void leaves_the_failures_of_others_alone() {
        assertThat(new BudgetFailureAnalyzer().analyze(new IllegalStateException("no beans today")))
                .isNull();
    }

    /** By the analyzer that Boot would find. */
    private static FailureAnalysis analysis(ApplicationContextRunner application) {
        FailureAnalysis[] found = new FailureAnalysis[1];
        application.run(context -> {
            assertThat(context).hasFailed();
            found[0] = SpringFactoriesLoader.forDefaultResourceLocation(FailureAnalysisTest.class.getClassLoader())
                    .load(FailureAnalyzer.class, (type, name, failure) -> {})
                    .stream()
                    .filter(BudgetFailureAnalyzer.class::isInstance)
                    .map(analyzer -> analyzer.analyze(context.getStartupFailure()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        });
        assertThat(found[0]).isNotNull();
        return found[0];
    }
}
