package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelbudget.Admission.Admitted;
import io.reelbudget.job.BatchEstimate;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.TranscodeJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayName("What jobs have taught, in the ledger's directory,")
class EstimatorMemoryTest {

    @TempDir
    private Path parent;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.reelbudget");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    @Test
    void is_known_after_a_restart_with_nothing_to_configure() {
        CostEstimate before;
        CostEstimate learned;
        try (Reelbudget first = opened()) {
            before = first.estimator().estimate(LearningDirectory.job("a"));
            LearningDirectory.run(first, 40, 2);
            learned = first.estimator().estimate(LearningDirectory.job("a"));
        }

        try (Reelbudget second = opened()) {
            CostEstimate after = second.estimator().estimate(LearningDirectory.job("a"));

            assertThat(learned.cpuSeconds().p50() / before.cpuSeconds().p50()).isBetween(1.8, 2.2);
            assertThat(after.cpuSeconds().p50()).isEqualTo(learned.cpuSeconds().p50());
            assertThat(after.similarJobs()).isEqualTo(40);
            assertThat(after.reason()).endsWith(", corrected by 40 finished jobs.");
        }
    }

    @Test
    void keeps_the_jobs_themselves_for_training_a_model() throws IOException {
        try (Reelbudget budgets = opened()) {
            LearningDirectory.run(budgets, 7, 2);
        }

        // A header and a row for each job.
        assertThat(Files.readAllLines(directory().resolve("finished-jobs.csv"))).hasSize(8);
    }

    @Test
    void is_known_after_a_kill() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        LearningDirectory.class.getName(),
                        directory().toString())
                .redirectErrorStream(true)
                .redirectOutput(parent.resolve("output").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process killed = builder.start();
        assertThat(killed.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(killed.exitValue())
                .as(Files.readString(parent.resolve("output")))
                .isEqualTo(137);

        try (Reelbudget survivor = opened()) {
            assertThat(survivor.estimator().estimate(LearningDirectory.job("a")).similarJobs())
                    .isBetween(1L, 40L);
            assertThat(survivor.balance(LearningDirectory.ACME).posted().isPositive())
                    .isTrue();
            assertThat(warnings()).isEmpty();
        }
    }

    @Test
    void is_started_anew_with_one_warning_where_it_is_damaged() throws IOException {
        try (Reelbudget first = opened()) {
            LearningDirectory.run(first, 5, 2);
        }
        Files.writeString(directory().resolve("estimator.json"), "{\"format\":1,\"mod");

        try (Reelbudget second = opened()) {
            assertThat(second.estimator().estimate(LearningDirectory.job("a")).similarJobs())
                    .isZero();
            LearningDirectory.run(second, 5, 1);
            assertThat(second.estimator().estimate(LearningDirectory.job("a")).similarJobs())
                    .isEqualTo(5);
        }

        assertThat(warnings()).singleElement().satisfies(warning -> assertThat(warning.getFormattedMessage())
                .startsWith("What finished jobs had taught cannot be read; the estimator starts anew"));
        assertThat(directory().resolve("estimator.json.damaged")).exists();
    }

    @Test
    void costs_no_capture_where_the_disk_refuses_it() throws IOException {
        try (Reelbudget budgets = opened()) {
            Files.createDirectories(directory().resolve("estimator.json.new").resolve("occupied"));
            LearningDirectory.run(budgets, 5, 2);
            assertThat(budgets.estimator().estimate(LearningDirectory.job("a")).similarJobs())
                    .isEqualTo(5);
            assertThat(budgets.balance(LearningDirectory.ACME).held().isPositive())
                    .isFalse();
        }

        assertThat(warnings()).singleElement().satisfies(warning -> assertThat(warning.getFormattedMessage())
                .startsWith("What the estimator learns cannot be kept"));
    }

    @Test
    void costs_no_capture_where_an_estimator_of_the_hosts_throws() {
        try (Reelbudget budgets = LearningDirectory.settings(directory())
                .estimator(new Careless())
                .open()) {
            LearningDirectory.open(budgets);
            TranscodeJob job = LearningDirectory.job("job-1");

            assertThat(budgets.capture((Admitted) budgets.admit(LearningDirectory.ACME, job), 60)
                            .amount()
                            .isPositive())
                    .isTrue();
            assertThat(budgets.modelTrial()).isEmpty();
            assertThatThrownBy(budgets::rollBackModel)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The estimator was the host's own but must be a TrainedCostEstimator to have models;"
                            + " roll that back.");
        }
        assertThat(directory().resolve("estimator.json")).doesNotExist();
    }

    @Test
    void is_given_to_the_estimates_of_batches() {
        try (Reelbudget budgets = opened()) {
            LearningDirectory.run(budgets, 64, 2);
            List<TranscodeJob> jobs = List.of(LearningDirectory.job("a"), LearningDirectory.job("b"));

            BatchEstimate both = budgets.estimateTogether(jobs);

            CostEstimate one = budgets.estimator().estimate(jobs.get(0));
            assertThat(both.meanCpuSeconds()).isEqualTo(2 * one.meanCpuSeconds());
            assertThat(both.correlation()).isNotEqualTo(io.reelbudget.job.ErrorCorrelation.prior());
            assertThat(both.cpuSeconds().p90())
                    .isLessThanOrEqualTo(2 * one.cpuSeconds().p90());
        }
    }

    private Path directory() {
        return parent.resolve("ledger");
    }

    private Reelbudget opened() {
        Reelbudget budgets = LearningDirectory.settings(directory()).open();
        LearningDirectory.open(budgets);
        return budgets;
    }

    private List<ILoggingEvent> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    /** Expects a minute of every job, and throws where it should learn. */
    private static final class Careless implements CostEstimator {
        @Override
        public CostEstimate estimate(TranscodeJob job) {
            return new CostEstimate(
                    Quantiles.certain(60), CostEstimate.Origin.RATE, "careless 1", 0, "It is always a minute.");
        }

        @Override
        public void learn(FinishedJob finished) {
            throw new UnsupportedOperationException("It learns nothing.");
        }
    }
}
