package io.reelbudget.forecast.intermittent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.reelbudget.forecast.series.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A plan's usage")
class PlanPriorTest {

    private static final long SEED = 20261122;
    private static final int DAY = 24;
    private static final int ACCOUNTS = 400;
    private static final double WITHIN = 0.25;
    private static final double BETWEEN = 0.5;

    private static double shape(int t) {
        return 10 + 8 * Math.sin(2 * Math.PI * t / DAY);
    }

    /** An account whose days are its own factor times the plan's, each day by a deviation of a half. */
    private static double[] account(SplittableRandom random, double factor, int days) {
        double[] usage = new double[days * DAY];
        for (int day = 0; day < days; day++) {
            double today = factor + Math.sqrt(WITHIN) * (2 * random.nextInt(2) - 1);
            for (int hour = 0; hour < DAY; hour++) {
                usage[day * DAY + hour] = Math.max(0, today) * shape(hour);
            }
        }
        return usage;
    }

    private static List<TimeSeries> accounts() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<TimeSeries> accounts = new ArrayList<>();
        for (int k = 0; k < ACCOUNTS; k++) {
            double factor = 1 + Math.sqrt(BETWEEN) * (2 * random.nextInt(2) - 1) * 0.7 + 0.3 * random.nextGaussian();
            accounts.add(TimeSeries.of(account(random, Math.max(0.5, factor), 5 + random.nextInt(5))));
        }
        return accounts;
    }

    @Test
    void is_learnt_with_how_accounts_and_days_differ() {
        PlanPrior prior = PlanPrior.learnt(accounts(), DAY);

        assertThat(prior.within()).isCloseTo(WITHIN, within(0.05));
        // The factors' own variance, cut off at a half as they are.
        assertThat(prior.between()).isBetween(0.15, 0.45);
        assertThat(prior.expected(6) / prior.expected(0)).isCloseTo(1.8, within(0.01));
    }

    @Test
    void is_all_that_is_known_of_a_fresh_account() {
        PlanPrior prior = PlanPrior.of(new double[] {1, 3}, 0.25, 0.5, 0);

        FittedPlanPrior fresh = prior.fresh();

        assertThat(fresh.credibility()).isZero();
        assertThat(fresh.forecast(4).points()).containsExactly(1, 3, 1, 3);
    }

    @Test
    void gives_way_to_the_accounts_own_usage_by_its_credibility() {
        PlanPrior prior = PlanPrior.of(new double[] {1, 3}, 0.25, 0.5, 0);

        FittedPlanPrior fitted = prior.fit(TimeSeries.of(new double[] {2, 6, 2, 6, 2, 6}));

        assertThat(fitted.credibility()).isCloseTo(3 / 3.5, within(1e-12));
        assertThat(fitted.factor()).isCloseTo(1 + 3 / 3.5, within(1e-12));
        assertThat(fitted.forecast(1).point(1)).isCloseTo(1 + 3 / 3.5, within(1e-12));
    }

    @Test
    void forecasts_young_accounts_better_than_their_own_mean_or_the_plans() {
        PlanPrior prior = PlanPrior.learnt(accounts(), DAY);
        SplittableRandom random = new SplittableRandom(SEED + 1);
        double own = 0;
        double plan = 0;
        double blended = 0;
        for (int k = 0; k < 300; k++) {
            double factor = 1 + Math.sqrt(BETWEEN) * (2 * random.nextInt(2) - 1) * 0.7 + 0.3 * random.nextGaussian();
            double[] usage = account(random, Math.max(0.5, factor), 12);
            double[] first = Arrays.copyOf(usage, DAY);
            double truth = Arrays.stream(usage, DAY, usage.length).average().orElseThrow();
            double day = Arrays.stream(
                            prior.fit(TimeSeries.of(first)).forecast(DAY).points())
                    .average()
                    .orElseThrow();
            own += square(Arrays.stream(first).average().orElseThrow() - truth);
            plan += square(prior.season() / DAY - truth);
            blended += square(day - truth);
        }

        assertThat(blended).isLessThan(0.9 * Math.min(own, plan));
    }

    private static double square(double x) {
        return x * x;
    }

    @Test
    void refuses_to_be_learnt_from_one_account() {
        assertThatThrownBy(() -> PlanPrior.learnt(List.of(TimeSeries.of(new double[48])), DAY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "1 accounts were given, the youngest of 48 steps, but two or more must be, each of two seasons of 24 steps or more;"
                                + " leave younger ones out.");
    }
}
