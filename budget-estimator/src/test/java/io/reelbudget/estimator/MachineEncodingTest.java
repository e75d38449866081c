package io.reelbudget.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A machine that has run nothing yet")
class MachineEncodingTest {

    private static final MachineFacts FAST = new MachineFacts("A/1/1", 4000, 16);
    private static final MachineFacts SLOW = new MachineFacts("A/1/2", 2000, 8);
    private static final MachineFacts OTHER = new MachineFacts("B/1/1", 3000, 32);
    private static final MachineEncoding MACHINES = new MachineEncoding(
            Map.of("fast", FAST, "slow", SLOW, "other", OTHER),
            new double[] {2.5},
            new double[] {0.6},
            new double[] {0.5},
            1,
            1,
            new double[] {0.1},
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
        MachineFacts between = new MachineFacts("A/1/3", 2800, 12);

        assertThat(MODEL.estimateOn(between, SECONDS).cost().p50()).isBetween(12.0, 28.0);
    }

    @Test
    void takes_half_as_long_at_twice_the_clock() {
        MachineFacts twice = new MachineFacts("A/1/2", 4000, 8);

        assertThat(MODEL.estimateOn(twice, SECONDS).cost().p50())
                .isCloseTo(MODEL.estimateOn(SLOW, SECONDS).cost().p50() / 2, withinPercentage(1e-6));
        assertThatThrownBy(() -> new MachineFacts("A/1/2", 0, 8))
                .hasMessage("Machine's clock was 0.0 MHz but must be more than zero; take it from lscpu.");
        assertThatThrownBy(() -> new MachineFacts("A/1/2", 4000, Double.NaN))
                .hasMessage("Cores of a socket were NaN but must be one or more; take them from lscpu.");
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
