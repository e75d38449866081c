package io.reelbudget.bench.exhaustion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.bench.exhaustion.Score.Said;
import io.reelbudget.forecast.exhaustion.AccountPulse;
import io.reelbudget.forecast.exhaustion.BudgetLeft;
import io.reelbudget.forecast.exhaustion.BusyDays;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A score of run-out forecasts")
class ScoreTest {

    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final double LEFT = 10;
    private static final double DAYS = 20;
    private static final Offset<Double> EXACT = within(1e-12);

    /** A midnight with 10 left for 20 days. */
    private static Midnight midnight(int window, double runsOutIn, double weekRate, double ownShare) {
        TraceUser user = TraceUser.of(new double[] {0}, new double[] {1}, new double[] {0});
        return new Midnight(
                user,
                window,
                0,
                new BudgetLeft(100, 100 - LEFT, LEFT, DAYS),
                new AccountPulse().at(Instant.EPOCH),
                BusyDays.of(),
                runsOutIn,
                weekRate,
                ownShare);
    }

    private static Midnight midnight(double runsOutIn) {
        return midnight(0, runsOutIn, 0, 0);
    }

    private static Said withinDay(double probability) {
        return new Said(probability, 0, 0, 0, 0);
    }

    private static Said instants(double p10, double p50, double p90) {
        return new Said(0, 0, p10, p50, p90);
    }

    @Test
    void averages_the_precision_at_each_run_out() {
        Score score = new Score();
        score.add(midnight(0.5), withinDay(0.9));
        score.add(midnight(5), withinDay(0.8));
        score.add(midnight(1), withinDay(0.7));
        score.add(midnight(NEVER), withinDay(0.1));

        // Found first and third: precisions 1/1 and 2/3.
        assertThat(score.averagePrecision()).isCloseTo((1 + 2.0 / 3) / 2, EXACT);
    }

    @Test
    void gives_equal_scores_one_precision_in_whatever_order_they_come() {
        Score found = new Score();
        found.add(midnight(0.5), withinDay(0.5));
        found.add(midnight(NEVER), withinDay(0.5));
        found.add(midnight(0.5), withinDay(0.2));
        Score missed = new Score();
        missed.add(midnight(0.5), withinDay(0.2));
        missed.add(midnight(NEVER), withinDay(0.5));
        missed.add(midnight(0.5), withinDay(0.5));

        // The tie of two has one in it, precision 1/2; the last has 2/3.
        assertThat(found.averagePrecision()).isCloseTo((0.5 + 2.0 / 3) / 2, EXACT);
        assertThat(missed.averagePrecision()).isCloseTo(found.averagePrecision(), EXACT);
    }

    @Test
    void has_no_precision_where_nothing_ran_out_within_a_day() {
        Score score = new Score();
        score.add(midnight(2), withinDay(0.5));

        assertThat(score.averagePrecision()).isZero();
    }

    @Test
    void ranks_the_seven_day_rate_by_how_soon_it_has_accounts_run_out() {
        Score score = new Score();
        score.add(midnight(0, 0.5, 5, 0), withinDay(0));
        score.add(midnight(0, NEVER, 10, 0), withinDay(0));
        score.add(midnight(0, 0.5, 0, 0), withinDay(0));

        // In 1 day (no), 2 days (yes), never (yes): precisions 1/2 and 2/3.
        assertThat(score.averagePrecisionOfWeekRate()).isCloseTo((0.5 + 2.0 / 3) / 2, EXACT);
    }

    @Test
    void takes_the_median_error_in_hours_over_those_that_ran_out() {
        Score score = new Score();
        score.add(midnight(2), instants(0, 3, 0));
        score.add(midnight(4), instants(0, 4.5, 0));
        score.add(midnight(NEVER), instants(0, 1, 0));
        score.add(midnight(6), instants(0, NEVER, 0));
        score.add(midnight(8), instants(0, 8.25, 0));

        // Errors in days: 1, 0.5, 0.25, and 14 for what is cut to the window's end.
        assertThat(score.medianErrorHours()).isCloseTo(24 * 0.75, EXACT);
    }

    @Test
    void compares_with_the_earlier_of_seven_day_rate_and_the_middle_of_the_time_left() {
        Score score = new Score();
        score.add(midnight(0, 4, 5, 0), instants(0, 0, 0));

        assertThat(score.medianErrorOfWeekRate()).isCloseTo(24 * 2, EXACT);
        assertThat(score.medianErrorOfTrivialRule()).isCloseTo(24 * 2, EXACT);

        Score slow = new Score();
        slow.add(midnight(0, 4, 0.1, 0), instants(0, 0, 0));

        assertThat(slow.medianErrorOfWeekRate()).isCloseTo(24 * 16, EXACT);
        assertThat(slow.medianErrorOfTrivialRule()).isCloseTo(24 * 6, EXACT);
    }

    @Test
    void squares_the_misses_of_probabilities() {
        Score score = new Score();
        score.add(midnight(0, 1, 20, 0.5), new Said(0.7, 0.9, 0, 0, 0));
        score.add(midnight(0, NEVER, 20, 0.5), new Said(0.2, 0.4, 0, 0, 0));

        assertThat(score.brierOfDay()).isCloseTo((0.09 + 0.04) / 2, EXACT);
        assertThat(score.brierOfDayOfWeekRate()).isCloseTo(0.5, EXACT);
        assertThat(score.brierOfDayOfOwnShare()).isCloseTo(0.25, EXACT);
        assertThat(score.brierOfWindow()).isCloseTo((0.01 + 0.16) / 2, EXACT);
        assertThat(score.brierOfWindowOfWeekRate()).isCloseTo(0.5, EXACT);
    }

    @Test
    void covers_what_lies_between_p10_and_p90_their_ends_included() {
        Score score = new Score();
        score.add(midnight(2), instants(2, 3, 4));
        score.add(midnight(4), instants(2, 3, 4));
        score.add(midnight(5), instants(2, 3, 4));
        score.add(midnight(NEVER), instants(2, 3, NEVER));

        assertThat(score.covered()).isEqualTo(2);
        assertThat(score.runOuts()).isEqualTo(3);
        assertThat(score.coverage()).isCloseTo(2.0 / 3, EXACT);
    }

    @Test
    void counts_windows_once_and_only_where_they_ran_out() {
        Score score = new Score();
        score.add(midnight(1, 3, 0, 0), withinDay(0.25));
        score.add(midnight(1, 1, 0, 0), withinDay(0.5));
        score.add(midnight(2, NEVER, 0, 0), withinDay(0.25));

        assertThat(score.midnights()).isEqualTo(3);
        assertThat(score.windows()).isEqualTo(1);
        assertThat(score.forecastWithinDay()).isCloseTo(1, EXACT);
        assertThat(score.seenWithinDay()).isEqualTo(1);
    }

    @Test
    void takes_one_instant_as_certain() {
        Score score = new Score();
        score.add(midnight(3), 3, 0);
        score.add(midnight(NEVER), NEVER, 0);

        assertThat(score.brierOfWindow()).isZero();
        assertThat(score.coverage()).isEqualTo(1);
    }
}
