package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.estimator.HistoryEstimate;
import io.reelbudget.estimator.HistoryJob;
import io.reelbudget.estimator.HistoryModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The program that trains on a history")
class TrainHistoryTest {

    private static final HistoryTable TABLE = MadeUpHistory.of(80, 4);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final TrainHistory program =
            new TrainHistory(new PrintStream(said, true, StandardCharsets.UTF_8), () -> Instant.EPOCH);

    @Test
    void writes_a_model_that_opens_with_its_card_and_knows_the_law() throws IOException {
        NativeXgboost.assumePresent();
        Path jobs = Files.writeString(directory.resolve("jobs.csv"), csv());
        Path model = directory.resolve("history.onnx");
        Path card = directory.resolve("history.json");

        program.run(
                "--jobs", jobs.toString(),
                "--work", "mine",
                "--pixels", "log_pixels",
                "--view", "content=log_pixels,motion",
                "--view", "metadata=log_pixels",
                "--out", model.toString(),
                "--card", card.toString());

        HistoryTable read = HistoryCsv.read(jobs, "mine", "log_pixels", TABLE.views());
        HistoryJob known = read.job(7, 3, TABLE.views().get(0));
        double megapixels = known.units();
        Map<String, Double> inputs = known.inputs();
        HistoryModel history = HistoryModel.open(model, card);
        HistoryEstimate estimate =
                history.estimate(new HistoryJob("mine", "set3", Map.of(), "Talk", megapixels, inputs));
        assertThat(estimate).isEqualTo(history.estimate(known));
        assertThat(estimate.cost().p50() / TABLE.cost()[7][3]).isBetween(0.75, 1.33);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("mine content")
                .contains("wrote " + model);
    }

    @Test
    void names_the_line_of_a_cost_that_cannot_be() throws IOException {
        Path jobs = Files.writeString(
                directory.resolve("jobs.csv"),
                "source,group,category,units,option,cost,in.log_pixels\na,a,Talk,10,set0,-1,12\n");

        assertThatThrownBy(() -> HistoryCsv.read(jobs, "mine", "", TABLE.views()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        jobs + ", line 2, column 'cost' was '-1' but must be more than zero; repair the row or leave"
                                + " it out.");
    }

    @Test
    void refuses_a_view_of_inputs_that_the_table_has_not() throws IOException {
        Path jobs = Files.writeString(
                directory.resolve("jobs.csv"),
                "source,group,category,units,option,cost,in.log_pixels\na,a,Talk,10,set0,1,12\n");

        assertThatThrownBy(() -> HistoryCsv.read(jobs, "mine", "", TABLE.views()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("View 'content' was of [log_pixels, motion] but " + jobs + " has [log_pixels]");
    }

    @Test
    void says_how_it_is_used() {
        assertThatThrownBy(() -> program.run("--jobs"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Usage: TrainHistory");
    }

    private static String csv() {
        StringBuilder csv = new StringBuilder(
                "source,group,category,units,option,cost,in.log_pixels,in.motion,set.speed,set.refs\n");
        for (int i = 0; i < TABLE.sources().size(); i++) {
            HistorySource source = TABLE.sources().get(i);
            for (int j = 0; j < TABLE.options().size(); j++) {
                HistoryOption option = TABLE.options().get(j);
                csv.append(String.join(
                        ",",
                        source.name(),
                        source.group(),
                        source.category(),
                        "" + source.units(),
                        option.name(),
                        "" + TABLE.cost()[i][j],
                        "" + source.input("log_pixels"),
                        "" + source.input("motion"),
                        option.settings().getOrDefault("speed", ""),
                        option.settings().getOrDefault("refs", "")));
                csv.append('\n');
            }
        }
        return csv.toString();
    }
}
