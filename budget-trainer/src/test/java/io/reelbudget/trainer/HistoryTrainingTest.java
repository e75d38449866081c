package io.reelbudget.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.estimator.HistoryEstimate;
import io.reelbudget.estimator.HistoryFeatures;
import io.reelbudget.estimator.HistoryJob;
import io.reelbudget.estimator.HistoryModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("A model trained on a history")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTrainingTest {

    private static final HistoryTraining TRAINING =
            new HistoryTraining("made-up", "1", List.of("made up"), "Apache-2.0", 11);
    private static final HistoryTable TABLE = MadeUpHistory.of(160, 1);
    private static final HistoryTable UNSEEN = MadeUpHistory.of(60, 2);
    private static final ViewPlan CONTENT = TABLE.views().get(0);
    private static final ViewPlan METADATA = TABLE.views().get(1);

    private TrainedModel trained;
    private HistoryModel model;

    @BeforeAll
    void train() {
        NativeXgboost.assumePresent();
        trained = TRAINING.train(List.of(TABLE), List.of(), line -> {});
        model = HistoryModel.of(trained.onnx());
    }

    @Test
    void finds_the_law_up_to_its_noise_on_sources_never_seen() {
        // The noise alone has a median of |exp(0.05 z) - 1| of about 0.034.
        assertThat(medianError(CONTENT)).isBetween(0.025, 0.05);
        assertThat(medianError(METADATA)).isGreaterThan(2 * medianError(CONTENT));
    }

    @Test
    void has_nine_of_ten_jobs_of_unseen_sources_at_or_under_p90() {
        assertThat(covered(CONTENT)).isBetween(0.85, 0.96);
        assertThat(covered(METADATA)).isBetween(0.80, 0.98);
    }

    @Test
    void answers_in_onnx_runtime_as_its_trees_do() {
        assertThat(trained.largestDifference()).isLessThanOrEqualTo(1e-4);
    }

    @Test
    void is_the_same_to_the_byte_when_trained_again() {
        assertThat(TRAINING.train(List.of(TABLE), List.of(), line -> {}).onnx()).isEqualTo(trained.onnx());
    }

    @Test
    void never_makes_more_pixels_cheaper() {
        long seed = Long.getLong("seed", 20261123L);
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            HistoryJob job = UNSEEN.job(random.nextInt(60), random.nextInt(12), i % 2 == 0 ? CONTENT : METADATA);
            HistoryEstimate before = at(job, 9);
            for (double logPixels = 9; logPixels < 18; logPixels += 0.002 + random.nextDouble() / 5) {
                HistoryEstimate after = at(job, logPixels);
                assertThat(after.cost().p50())
                        .as("P50, seed %d, log pixels %f, %s", seed, logPixels, job)
                        .isGreaterThanOrEqualTo(before.cost().p50() * (1 - 1e-6));
                assertThat(after.cost().p90())
                        .as("P90, seed %d, log pixels %f, %s", seed, logPixels, job)
                        .isGreaterThanOrEqualTo(before.cost().p90() * (1 - 1e-6));
                before = after;
            }
        }
    }

    /** The same job with a picture of another size, and as many megapixels more or fewer. */
    private HistoryEstimate at(HistoryJob job, double logPixels) {
        Map<String, Double> inputs = new HashMap<>(job.inputs());
        inputs.put("log_pixels", logPixels);
        return model.estimate(new HistoryJob(
                job.work(), job.option(), job.settings(), job.category(), 300 * Math.exp(logPixels) / 1e6, inputs));
    }

    @Test
    void judges_a_set_of_settings_that_it_never_saw_by_its_settings() {
        List<Integer> rows = List.of(3, 7, 12);
        HistoryTable without = withoutLastOption();
        HistoryModel knowsLess = HistoryModel.of(
                TRAINING.train(List.of(without), List.of(), line -> {}).onnx());

        for (int row : rows) {
            HistoryJob job = TABLE.job(row, 11, CONTENT);
            HistoryEstimate estimate = knowsLess.estimate(job);
            assertThat(estimate.optionKnown()).isFalse();
            assertThat(estimate.cost().p50() / TABLE.cost()[row][11]).isBetween(0.6, 1.6);
        }
    }

    private static HistoryTable withoutLastOption() {
        return new HistoryTable(
                TABLE.work(),
                TABLE.pixels(),
                TABLE.inputs(),
                TABLE.sources(),
                TABLE.options().subList(0, 11),
                Arrays.stream(TABLE.cost()).map(row -> Arrays.copyOf(row, 11)).toArray(double[][]::new),
                TABLE.views());
    }

    @Test
    void carries_features_and_figures_inside() {
        assertThat(model.metadata().schema()).isEqualTo(HistoryFeatures.names());
        assertThat(model.metadata().metrics()).containsOnlyKeys("made-up content", "made-up metadata");
        assertThat(model.metadata().provenance()).containsExactly("made up");
    }

    @Test
    void refuses_a_source_whose_input_is_no_number() {
        List<HistorySource> sources = new ArrayList<>(TABLE.sources());
        HistorySource first = sources.get(0);
        sources.set(0, new HistorySource("clip0", "clip0", "Talk", first.units(), Map.of("log_pixels", 12.0)));
        HistoryTable broken = new HistoryTable(
                TABLE.work(), TABLE.pixels(), TABLE.inputs(), sources, TABLE.options(), TABLE.cost(), TABLE.views());

        assertThatThrownBy(() -> TRAINING.train(List.of(broken), List.of(), line -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Source 'clip0' had motion = NaN but must have a number; leave the source out.");
    }

    private double medianError(ViewPlan plan) {
        List<Double> errors = new ArrayList<>();
        forEach(plan, (estimate, actual) -> errors.add(Math.abs(estimate.cost().p50() / actual - 1)));
        errors.sort(Double::compare);
        return errors.get(errors.size() / 2);
    }

    private double covered(ViewPlan plan) {
        List<Boolean> under = new ArrayList<>();
        forEach(plan, (estimate, actual) -> under.add(actual <= estimate.cost().p90()));
        return under.stream().filter(is -> is).count() / (double) under.size();
    }

    private void forEach(ViewPlan plan, java.util.function.BiConsumer<HistoryEstimate, Double> action) {
        for (int i = 0; i < UNSEEN.sources().size(); i++) {
            for (int j = 0; j < UNSEEN.options().size(); j++) {
                action.accept(model.estimate(UNSEEN.job(i, j, plan)), UNSEEN.cost()[i][j]);
            }
        }
    }
}
