package io.reelbudget.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.Reelbudget;
import io.reelbudget.history.JobEvent;
import io.reelbudget.history.JobEventCsv;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A backtest")
class BacktestTest {

    private static final long SEED = 20_261_123;
    private static final int DAYS = 40;
    private static final Instant FROM = GeneratedHistory.START.plus(Duration.ofDays(10));
    private static final Instant TO = GeneratedHistory.START.plus(Duration.ofDays(31));

    @TempDir
    private static Path directory;

    private static GeneratedHistory made;
    private static Backtest backtest;

    @BeforeAll
    static void live() {
        made = new GeneratedHistory(Reelbudget.at(directory.resolve("ledger")), SEED);
        made.run(DAYS, 20);
        backtest = Backtest.of(made.budgets()).withForecaster(new CalmForecaster());
    }

    @AfterAll
    static void close() {
        made.budgets().close();
    }

    @Test
    void of_nothing_changed_reproduces_every_answer_charge_and_decision() {
        Comparison comparison = backtest.compare(FROM, TO, List.of());

        assertThat(comparison.fidelity().differences()).as("seed " + SEED).isEmpty();
        assertThat(comparison.fidelity().isExact()).isTrue();
        assertThat(comparison.fidelity().answers()).isGreaterThan(400);
        assertThat(comparison.fidelity().decisions()).isPositive();
        assertThat(comparison.unchanged().pauses()).isPositive();
        assertThat(comparison.unchanged().degraded()).isPositive();
        assertThat(comparison.unchanged().refused() + comparison.unchanged().waiting())
                .isPositive();
    }

    @Test
    void says_the_same_each_time() {
        Setting setting = Setting.named("half").withPlan(GeneratedHistory.VIDEO, GeneratedHistory.monthly("150"));

        assertThat(backtest.compare(FROM, TO, List.of(setting)))
                .isEqualTo(backtest.compare(FROM, TO, List.of(setting)));
    }

    @Test
    void admits_less_under_a_lower_limit_and_more_under_a_higher_one() {
        Comparison comparison = backtest.compare(
                FROM,
                TO,
                List.of(
                        Setting.named("lower").withPlan(GeneratedHistory.VIDEO, GeneratedHistory.monthly("100")),
                        Setting.named("higher")
                                .withPlan(GeneratedHistory.ACME, GeneratedHistory.monthly("4000"))
                                .withPlan(GeneratedHistory.VIDEO, GeneratedHistory.monthly("3000"))
                                .withPlan(GeneratedHistory.SHORTS, GeneratedHistory.monthly("900"))));
        Outcome lower = comparison.changed().get(0);
        Outcome higher = comparison.changed().get(1);

        assertThat(lower.admitted()).isLessThan(comparison.unchanged().admitted());
        assertThat(micros(lower.spent()))
                .isLessThan(micros(comparison.unchanged().spent()));
        assertThat(micros(lower.forgone()))
                .isGreaterThan(micros(comparison.unchanged().forgone()));
        assertThat(higher.admitted()).isEqualTo(higher.asked());
        assertThat(higher.degraded()).isZero();
        assertThat(higher.forgone().isZero()).isTrue();
        assertThat(higher.neverRun()).isPositive();
    }

    @Test
    void prices_what_ran_at_another_rung_by_the_estimators_ratio_and_says_so() {
        Comparison comparison = backtest.whatIf(Setting.named("720p").withPicturesUpTo(720), Duration.ofDays(30));
        Outcome small = comparison.changed().get(0);

        assertThat(small.byRatio()).isPositive();
        assertThat(small.loss()).isGreaterThan(comparison.unchanged().loss());
        assertThat(small.degraded()).isGreaterThan(comparison.unchanged().degraded());
        assertThat(small.admitted())
                .isGreaterThanOrEqualTo(comparison.unchanged().admitted());
    }

    @Test
    void doubles_what_is_spent_where_prices_double_and_nothing_is_short() {
        PricingEngine twice =
                PricingEngine.of(PriceBook.of(GeneratedHistory.CARD).with(dearer(FROM)));
        Setting rich = Setting.named("rich")
                .withPlan(GeneratedHistory.ACME, GeneratedHistory.monthly("40000"))
                .withPlan(GeneratedHistory.VIDEO, GeneratedHistory.monthly("30000"))
                .withPlan(GeneratedHistory.SHORTS, GeneratedHistory.monthly("9000"));
        Setting same = Setting.named("same prices");
        Comparison comparison = backtest.compare(FROM, TO, List.of(rich, rich.withPrices(twice), same));

        double once = micros(comparison.changed().get(0).spent());
        assertThat(micros(comparison.changed().get(1).spent()) / once).isBetween(1.97, 2.0001);
        assertThat(comparison.changed().get(2).spent())
                .isEqualTo(comparison.unchanged().spent());
    }

    @Test
    void replays_under_another_policy_and_another_model() {
        Comparison comparison = backtest.compare(
                FROM,
                TO,
                List.of(
                        Setting.named("only tell")
                                .withPolicy(
                                        ScalingPolicy.prioritiseAvailability().recommendingOnly()),
                        Setting.named("timid model").withEstimator(() -> new GeneratedHistory.ByPixels(3))));

        assertThat(comparison.changed().get(0).pauses()).isZero();
        assertThat(comparison.changed().get(0).warnings()).isPositive();
        assertThat(comparison.changed().get(1)).isNotEqualTo(comparison.unchanged());
    }

    @Test
    void names_the_instant_since_which_it_knows() {
        assertThatThrownBy(() ->
                        backtest.compare(GeneratedHistory.START.minusSeconds(1), TO, List.of(Setting.unchanged())))
                .isInstanceOf(DroppedEntriesException.class)
                .hasMessageContaining(GeneratedHistory.START.toString());
    }

    @Test
    void refuses_a_range_that_ends_before_it_begins() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> backtest.compare(TO, FROM, List.of()))
                .withMessageContaining("exchange the two");
    }

    @Test
    void works_on_a_copy_of_a_directory_and_on_rows_alike() throws IOException {
        Path other = directory.resolve("other");
        GeneratedHistory brief = new GeneratedHistory(Reelbudget.at(other), 7);
        brief.run(12, 10);
        Comparison live = Backtest.of(brief.budgets())
                .withForecaster(new CalmForecaster())
                .compare(GeneratedHistory.START, GeneratedHistory.START.plus(Duration.ofDays(12)), List.of());
        brief.budgets().close();

        Backtest.TermsOf terms = account -> Optional.of(
                account.equals(GeneratedHistory.SHORTS) ? GeneratedHistory.shortsTerms() : GeneratedHistory.terms());
        Comparison copied = Backtest.of(History.ofDirectory(other), terms)
                .withReference(new GeneratedHistory.ByPixels(1))
                .withForecaster(new CalmForecaster())
                .withProcessors(4)
                .compare(GeneratedHistory.START, GeneratedHistory.START.plus(Duration.ofDays(12)), List.of());
        List<JobEvent> rows = JobEventCsv.parseAll(Files.readAllLines(other.resolve("job-history.csv")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList());
        Comparison fromRows = Backtest.of(
                        History.ofRows(
                                rows,
                                Map.of(
                                        GeneratedHistory.ACME, GeneratedHistory.monthly("400"),
                                        GeneratedHistory.VIDEO, GeneratedHistory.monthly("300"),
                                        GeneratedHistory.SHORTS, GeneratedHistory.monthly("60"))),
                        terms)
                .withReference(new GeneratedHistory.ByPixels(1))
                .withForecaster(new CalmForecaster())
                .withProcessors(4)
                .compare(rows.get(0).at(), GeneratedHistory.START.plus(Duration.ofDays(12)), List.of());

        assertThat(live.fidelity().isExact()).isTrue();
        assertThat(copied.fidelity()).isEqualTo(live.fidelity());
        assertThat(copied.unchanged()).isEqualTo(live.unchanged());
        assertThat(fromRows.unchanged().spent()).isEqualTo(live.unchanged().spent());
        assertThat(fromRows.unchanged().admitted()).isEqualTo(live.unchanged().admitted());
    }

    @Test
    void names_what_differs_where_the_terms_are_not_those_of_then() {
        Comparison other = Backtest.of(
                        backtest.history(),
                        account -> Optional.of(GeneratedHistory.terms().withThreshold(Threshold.ofShareLeft(0.5))))
                .withReference(new GeneratedHistory.ByPixels(1))
                .withForecaster(new CalmForecaster())
                .compare(FROM, TO, List.of());

        assertThat(other.fidelity().isExact()).isFalse();
        assertThat(other.fidelity().differences().get(0)).contains("replayed it is");
    }

    @Test
    void is_a_table_and_one_line_of_json() {
        Comparison comparison = backtest.compare(FROM, TO, List.of(Setting.named("again")));

        assertThat(comparison.table()).contains("unchanged", "again", "jobs that asked", "fidelity exact");
        assertThat(comparison.json())
                .startsWith("{\"from\":\"" + FROM + "\"")
                .contains("\"exact\":true")
                .doesNotContain("\n");
    }

    private static RateCard dearer(Instant from) {
        return RateCard.perCpuHour("made-2", GeneratedHistory.usd("2.00")).asVersion("made-2", from);
    }

    private static double micros(Amount amount) {
        return amount.micros();
    }
}
