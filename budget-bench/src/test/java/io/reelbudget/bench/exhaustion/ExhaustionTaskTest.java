package io.reelbudget.bench.exhaustion;

import static io.reelbudget.bench.exhaustion.UsageTrace.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.bench.exhaustion.ExhaustionTask.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The task of run-out forecasts")
class ExhaustionTaskTest {

    /** In the first ten days of each of some windows a job a day at noon, of the window's cost. */
    private static UsageTrace trace(double... costOfWindow) {
        double[] submits = new double[10 * costOfWindow.length];
        double[] costs = new double[submits.length];
        for (int i = 0; i < submits.length; i++) {
            submits[i] = (i / 10 * 30 + i % 10 + 0.5) * DAY;
            costs[i] = costOfWindow[i / 10];
        }
        TraceUser user = TraceUser.of(submits, costs, submits);
        // The last window counts if it is whole: the trace goes on until the next begins.
        return new UsageTrace("made", 0, 30 * costOfWindow.length * DAY, List.of(user), List.of(1));
    }

    private static List<Midnight> asked(Windows windows, UsageTrace trace) {
        List<Midnight> midnights = new ArrayList<>();
        ExhaustionTask.scoring(windows).ask(trace, midnights::add);
        return midnights;
    }

    @Nested
    @DisplayName("of later windows")
    class Later {

        @Test
        void has_budgets_of_three_fifths_and_all_of_the_mean_of_up_to_three_windows_before() {
            List<Midnight> asked = asked(Windows.LATER, trace(1, 3, 2));

            assertThat(asked.stream()
                            .map(midnight -> midnight.budget().per30Days())
                            .distinct())
                    .containsExactly(6.0, 10.0, 12.0, 20.0);
        }

        @Test
        void asks_at_every_midnight_before_the_budget_ran_out_but_the_windows_first() {
            List<Midnight> asked = asked(Windows.LATER, trace(1, 3, 2));

            // Six are used up by the second job of three each, at noon of the second day.
            List<Midnight> first =
                    asked.stream().filter(midnight -> midnight.window() == 0).toList();
            assertThat(first).hasSize(1);
            assertThat(first.get(0).time()).isEqualTo(31 * DAY);
            assertThat(first.get(0).budget().spent()).isEqualTo(3);
            assertThat(first.get(0).budget().left()).isEqualTo(3);
            assertThat(first.get(0).budget().days()).isEqualTo(29);
            assertThat(first.get(0).runsOutIn()).isEqualTo(0.5);
            assertThat(first.get(0).ranOutWithinDay()).isTrue();
        }

        @Test
        void asks_until_the_windows_end_where_it_never_ran_out() {
            List<Midnight> last = asked(Windows.LATER, trace(9, 1, 1)).stream()
                    .filter(midnight -> midnight.window() == 1)
                    .toList();

            assertThat(last).hasSize(29).noneMatch(Midnight::ranOut);
            assertThat(last.get(28).budget().days()).isEqualTo(1);
        }

        @Test
        void knows_the_plain_rate_of_the_seven_days_before() {
            Midnight first = asked(Windows.LATER, trace(1, 3, 2)).get(0);

            assertThat(first.weekRate()).isEqualTo(3.0 / 7);
            assertThat(first.weekRateRunsOutIn()).isEqualTo(7);
        }
    }

    @Nested
    @DisplayName("of first windows")
    class First {

        @Test
        void has_budgets_of_the_mean_of_the_next_three_windows() {
            List<Midnight> asked = asked(Windows.FIRST, trace(1, 3, 2, 4, 100));

            assertThat(asked.stream()
                            .map(midnight -> midnight.budget().per30Days())
                            .distinct())
                    .containsExactly(18.0, 30.0);
            assertThat(asked).allMatch(midnight -> midnight.time() < 30 * DAY);
        }
    }

    @Nested
    @DisplayName("choosing windows")
    class Choose {

        @Test
        void leaves_out_users_with_fewer_than_three() {
            assertThat(asked(Windows.LATER, trace(1, 3))).isEmpty();
            assertThat(asked(Windows.FIRST, trace(1, 3))).isEmpty();
        }

        @Test
        void wants_ten_jobs_on_five_days() {
            double[] days = {0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
            double[] submits = Arrays.stream(days).map(day -> day * DAY).toArray();
            TraceUser user = TraceUser.of(submits, new double[10], submits);

            assertThat(new ActiveWindow(user, 0, 0, 10).isActive(10, 5)).isTrue();
            assertThat(new ActiveWindow(user, 0, 0, 10).isActive(10, 6)).isFalse();
            assertThat(new ActiveWindow(user, 0, 0, 9).isActive(10, 4)).isFalse();
        }

        @Test
        void counts_whole_windows_only() {
            TraceUser user = TraceUser.of(
                    new double[] {5 * DAY, 35 * DAY, 65 * DAY}, new double[] {1, 2, 3}, new double[] {0, 0, 0});

            List<ActiveWindow> windows = ActiveWindow.of(user, 0, 30 * DAY, 65 * DAY);

            assertThat(windows.stream().map(ActiveWindow::total)).containsExactly(1.0, 2.0);
        }

        @Test
        void runs_out_when_the_job_that_reaches_the_budget_is_handed_in() {
            TraceUser user = TraceUser.of(new double[] {1, 2, 3}, new double[] {4, 4, 4}, new double[] {1, 2, 3});
            ActiveWindow window = new ActiveWindow(user, 0, 0, 3);

            assertThat(window.runOut(8)).isEqualTo(2);
            assertThat(window.runOut(8.5)).isEqualTo(3);
            assertThat(window.runOut(13)).isInfinite();
        }
    }
}
