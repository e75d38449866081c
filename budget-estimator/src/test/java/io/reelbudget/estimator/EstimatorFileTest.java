package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reelbudget.job.TranscodeJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayName("The file of what was learned")
class EstimatorFileTest {

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(EstimatorFile.class);

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
    void gives_back_what_was_written_last() throws IOException {
        EstimatorFile file = EstimatorFile.in(directory);
        file.write(learned(3));
        EstimatorState newer = learned(40);

        file.write(newer);

        assertThat(EstimatorFile.in(directory).read()).contains(newer);
        assertThat(Files.exists(directory.resolve("estimator.json.new"))).isFalse();
        assertThat(log.list).isEmpty();
    }

    @Test
    void is_empty_where_there_is_none_yet() {
        assertThat(EstimatorFile.in(directory).read()).isEmpty();
        assertThat(log.list).isEmpty();
    }

    @Test
    void is_set_aside_with_one_warning_where_it_is_damaged() throws IOException {
        EstimatorFile file = EstimatorFile.in(directory);
        file.write(learned(3));
        String whole = Files.readString(directory.resolve("estimator.json"));
        for (String damaged : new String[] {whole.substring(0, whole.length() / 2), "", "null", "[]", "{}"}) {
            log.list.clear();
            Files.writeString(directory.resolve("estimator.json"), damaged);

            assertThat(file.read()).isEmpty();

            assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
            assertThat(directory.resolve("estimator.json.damaged")).hasContent(damaged);
            assertThat(file.read()).isEmpty();
            assertThat(log.list).hasSize(1);
        }
    }

    @Test
    void is_not_disturbed_by_what_a_killed_process_left_beside() throws IOException {
        EstimatorFile file = EstimatorFile.in(directory);
        EstimatorState state = learned(3);
        file.write(state);
        Files.writeString(directory.resolve("estimator.json.new"), "{\"form");

        assertThat(file.read()).contains(state);
        file.write(state);
        assertThat(file.read()).contains(state);
    }

    @Test
    void keeps_the_old_state_where_the_disk_refuses() throws IOException {
        EstimatorFile file = EstimatorFile.in(directory);
        EstimatorState state = learned(3);
        file.write(state);
        Files.createDirectory(directory.resolve("estimator.json.new"));
        Files.createFile(directory.resolve("estimator.json.new").resolve("occupied"));

        assertThatThrownBy(() -> file.write(learned(5))).isInstanceOf(IOException.class);

        assertThat(file.read()).contains(state);
    }

    private static EstimatorState learned(int jobs) {
        try (TrainedCostEstimator estimator = TrainedCostEstimator.withRatesOnly()) {
            TranscodeJob job = Jobs.of(Jobs.NVENC);
            for (int i = 0; i < jobs; i++) {
                estimator.learn(Jobs.finished(job, estimator.estimate(job), 2));
            }
            return estimator.state();
        }
    }
}
