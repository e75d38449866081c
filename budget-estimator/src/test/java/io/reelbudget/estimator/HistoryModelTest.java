package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A history model")
class HistoryModelTest {

    private static final Map<String, Double> KNOWN = Map.of("log_pixels", 14.0, "motion", 2.0);

    private final HistoryModel model =
            HistoryModel.of(SmallHistory.model(SmallHistory.encodings()).bytes());

    @Nested
    @DisplayName("asked about a job")
    class Estimate {

        @Test
        void multiplies_units_by_what_such_sources_cost_with_these_settings() {
            HistoryEstimate estimate = model.estimate(SmallHistory.job("slow", Map.of(), KNOWN));

            // 10 units, 2 a unit, and e^(0.5 * 2) for motion; the trees say -0.5, 0 and 0.5.
            double p50 = 10 * 2 * Math.exp(1);
            assertThat(estimate.cost().p50()).isCloseTo(p50, within(1e-9));
            assertThat(estimate.cost().p10()).isCloseTo(p50 * Math.exp(-0.7), within(1e-9));
            assertThat(estimate.cost().p90()).isCloseTo(p50 * Math.exp(0.8), within(1e-9));
            assertThat(estimate.mean()).isCloseTo(1.25 * p50, within(1e-9));
            assertThat(estimate.view()).isEqualTo("content");
            assertThat(estimate.optionKnown()).isTrue();
        }

        @Test
        void rests_on_less_where_less_is_known() {
            HistoryEstimate estimate = model.estimate(
                    SmallHistory.job("slow", Map.of(), Map.of("log_pixels", 14.0, "motion", Double.NaN)));

            assertThat(estimate.view()).isEqualTo("metadata");
            assertThat(estimate.cost().p50()).isCloseTo(20, within(1e-9));
        }

        @Test
        void adds_up_settings_where_the_data_had_no_such_set() {
            HistoryEstimate estimate =
                    model.estimate(SmallHistory.job("mine", Map.of("refs", "4", "unheard", "of"), KNOWN));

            assertThat(estimate.optionKnown()).isFalse();
            assertThat(estimate.cost().p50()).isCloseTo(10 * 3 * Math.exp(1), within(1e-9));
        }

        @Test
        void takes_what_lies_beyond_its_data_as_the_furthest_it_knows() {
            double far = p50(Map.of("log_pixels", 14.0, "motion", 1e9));

            assertThat(far).isCloseTo(p50(Map.of("log_pixels", 14.0, "motion", 20.0)), within(1e-9));
        }

        private double p50(Map<String, Double> inputs) {
            return model.estimate(SmallHistory.job("slow", Map.of(), inputs))
                    .cost()
                    .p50();
        }

        @Test
        void refuses_work_that_it_has_no_data_on() {
            HistoryJob unknown = new HistoryJob("bake", "slow", Map.of(), "", 1, KNOWN);

            assertThatThrownBy(() -> model.estimate(unknown))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("Model small 1 has no data on work 'bake' but on [encode]; estimate it another way.");
        }

        @Test
        void refuses_a_source_of_which_too_little_is_known() {
            HistoryJob bare = SmallHistory.job("slow", Map.of(), Map.of("motion", 1.0));

            assertThatThrownBy(() -> model.estimate(bare))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("Too little is known of the job for model small 1, which needs [log_pixels] at least;"
                            + " estimate it another way.");
        }

        @Test
        void gives_the_same_for_a_batch_as_one_by_one() {
            HistoryJob one = SmallHistory.job("slow", Map.of(), KNOWN);
            HistoryJob other = SmallHistory.job("fast", Map.of(), Map.of("log_pixels", 12.0));

            assertThat(model.estimate(List.of(one, other)))
                    .isEqualTo(List.of(model.estimate(one), model.estimate(other)));
        }
    }

    @Nested
    @DisplayName("opened")
    class Open {

        @TempDir
        private Path directory;

        @Test
        void must_be_the_file_that_its_card_was_written_for() throws IOException {
            byte[] bytes = SmallHistory.model(SmallHistory.encodings()).bytes();
            Path file = Files.write(directory.resolve("m.onnx"), bytes);
            ModelCard card = ModelCard.ofHistory(model.metadata(), new byte[1], Instant.EPOCH);
            Path cardFile = Files.writeString(directory.resolve("m.json"), card.toJson());

            assertThatThrownBy(() -> HistoryModel.open(file, cardFile))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("SHA-256");
        }

        @Test
        void is_refused_where_it_was_trained_on_other_features() {
            byte[] other = new SmallModel().bytes();

            assertThatThrownBy(() -> HistoryModel.of(other))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("was trained on other features");
        }

        @Test
        void is_refused_where_a_view_does_not_fit_its_work() {
            String json = HistoryModel.toJson(SmallHistory.encodings()).replace("\"factors\":1", "\"factors\":2");
            byte[] broken = SmallHistory.model(SmallHistory.encodings())
                    .withProperty(HistoryModel.ENCODINGS, json)
                    .bytes();

            assertThatThrownBy(() -> HistoryModel.of(broken))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("'reelbudget.history' cannot be read");
        }

        @Test
        void is_refused_where_its_encodings_are_missing_or_no_json() {
            for (String json : List.of("", "null", "[]", "{\"works\":[]}", "[".repeat(5_000))) {
                byte[] broken = SmallHistory.model(SmallHistory.encodings())
                        .withProperty(HistoryModel.ENCODINGS, json)
                        .bytes();

                assertThatThrownBy(() -> HistoryModel.of(broken)).isInstanceOf(ModelException.class);
            }
        }
    }
}
