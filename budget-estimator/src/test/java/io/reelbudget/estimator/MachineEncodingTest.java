package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A machine that has run nothing yet")
class MachineEncodingTest {

    private static final MachineFacts FAST = new MachineFacts("A/1/1", 4000, 16, 1024, false);
    private static final MachineFacts SLOW = new MachineFacts("A/1/2", 2000, 8, 256, false);
    private static final MachineFacts OTHER = new MachineFacts("B/1/1", 3000, 32, 512, true);
    private static final MachineEncoding MACHINES = new MachineEncoding(
            Map.of("fast", FAST, "slow", SLOW, "other", OTHER),
            new double[] {8, 2.5, 6.2, 0.3},
            new double[] {0.3, 0.6, 0.6, 0.5},
            new double[] {0.5, 0.2, 0.2, 0.5},
            1,
            1,
            new double[] {0.1, 0.1, 0.1, 0.1},
            0.1,
            0.001,
            0,
            0);
    private static final HistoryModel MODEL =
            HistoryModel.of(SmallHistory.model(new HistoryEncodings(List.of(SmallHistory.work()), List.of(MACHINES)))
                    .bytes());
    private static final Map<String, Double> SECONDS = Map.of("fast", 10.0, "slow", 30.0, "other", 20.0);

    @Test
    void takes_what_its_twin_took() {
        HistoryEstimate estimate = MODEL.estimateOn(FAST, SECONDS);

        assertThat(estimate.cost().p50()).isCloseTo(10, within(0.05));
        assertThat(estimate.cost().p90()).isGreaterThan(estimate.cost().p50());
    }

    @Test
    void takes_something_between_the_machines_that_it_lies_between() {
        MachineFacts between = new MachineFacts("A/1/3", 2800, 12, 512, false);

        assertThat(MODEL.estimateOn(between, SECONDS).cost().p50()).isBetween(12.0, 28.0);
    }

    @Test
    void is_estimated_from_machines_that_the_model_knows_only() {
        Map<String, Double> strangers = Map.of("fast", 10.0, "slow", 30.0, "stranger", 20.0);

        assertThatThrownBy(() -> MODEL.estimateOn(FAST, strangers))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        "The job's times were of 2 machines that the model knows but must be of 3 at least; bring more.");
    }
}
