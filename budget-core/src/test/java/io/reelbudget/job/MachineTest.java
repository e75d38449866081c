package io.reelbudget.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A machine")
class MachineTest {

    private static final Quantiles HUNDRED = Quantiles.certain(100);

    @Test
    void takes_as_long_as_the_work_where_it_has_one_processor() {
        Quantiles wall = new Machine("small", 1, 1).wallSeconds(HUNDRED);

        assertThat(wall.p50()).isEqualTo(100, within(1e-9));
    }

    /** What was measured on c5 instances, relative to two processors. */
    @Test
    void is_as_much_faster_with_more_processors_as_was_measured() {
        double two = new Machine("c5.large", 2, 1).wallSeconds(HUNDRED).p50();

        assertThat(two / new Machine("c5.xlarge", 4, 1).wallSeconds(HUNDRED).p50())
                .isEqualTo(1.95, within(0.05));
        assertThat(two / new Machine("c5.2xlarge", 8, 1).wallSeconds(HUNDRED).p50())
                .isEqualTo(3.8, within(0.2));
        Quantiles large = new Machine("c5.9xlarge", 36, 1).wallSeconds(HUNDRED);
        assertThat(two / large.p10()).isEqualTo(10.5, within(1.0));
        assertThat(two / large.p50()).isEqualTo(8.65, within(0.5));
        assertThat(two / large.p90()).isEqualTo(7.3, within(0.5));
    }

    @Test
    void divides_by_its_speed() {
        assertThat(new Machine("fast", 1, 2).wallSeconds(HUNDRED).p50()).isEqualTo(50, within(1e-9));
        assertThat(new Machine("part", 0.5, 1).wallSeconds(HUNDRED).p50()).isEqualTo(200, within(1e-9));
    }

    @Test
    void tells_how_long_an_estimate_takes_on_it() {
        CostEstimate estimate =
                new CostEstimate(new Quantiles(50, 100, 200), CostEstimate.Origin.RATE, "rates", 0, "It is made up.");

        Quantiles wall = estimate.wallSeconds(new Machine("eight", 8, 1));

        assertThat(wall.p10()).isLessThan(wall.p50());
        assertThat(wall.p90()).isBetween(25.0, 30.0);
    }

    @Test
    void is_refused_without_processors_or_speed() {
        assertThatThrownBy(() -> new Machine("none", 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Processors of 'none' were 0.0 but must be more than 0 and at most 1024; count its vCPUs.");
        assertThatThrownBy(() -> new Machine("stuck", 8, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Speed of 'stuck' was NaN but must be more than 0");
        assertThatThrownBy(() -> new Contribution("magic", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Contribution of magic was 0.0 times");
    }

    @Test
    void says_contributions_in_words() {
        assertThat(new Contribution("the preset", 1.34).sentence()).isEqualTo("the preset: 34 % dearer than usual");
        assertThat(new Contribution("the frame rate", 0.8).sentence())
                .isEqualTo("the frame rate: 20 % cheaper than usual");
    }
}
