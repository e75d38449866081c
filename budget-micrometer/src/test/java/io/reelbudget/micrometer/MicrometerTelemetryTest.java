package io.reelbudget.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.telemetry.AccountStanding;
import io.reelbudget.telemetry.AccountStanding.Alarm;
import io.reelbudget.telemetry.Level;
import io.reelbudget.telemetry.Outcome;
import io.reelbudget.telemetry.Step;
import io.reelbudget.telemetry.StoreBatch;
import io.reelbudget.telemetry.StoreFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Micrometer's telemetry")
class MicrometerTelemetryTest {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @Nested
    @DisplayName("of steps")
    class Steps {

        @Test
        void times_each_by_what_it_came_to() throws InterruptedException {
            BusyBudgets.in(directory, MicrometerTelemetry.of(registry)).close();

            assertThat(timer("reelbudget.admit", "outcome", "admitted", "reason", "fits")
                            .count())
                    .isEqualTo(7);
            assertThat(timer("reelbudget.admit", "outcome", "refused", "reason", "short_of_funds")
                            .count())
                    .isEqualTo(1);
            assertThat(timer("reelbudget.capture", "outcome", "finished").count())
                    .isEqualTo(5);
            assertThat(timer("reelbudget.capture", "outcome", "failed").count()).isEqualTo(1);
            assertThat(timer("reelbudget.release", "outcome", "released").count())
                    .isEqualTo(1);
            assertThat(timer("reelbudget.hold", "outcome", "placed").count()).isEqualTo(7);
            assertThat(timer("reelbudget.progress", "outcome", "on_course").count())
                    .isEqualTo(1);
            assertThat(timer("reelbudget.learn").count()).isEqualTo(5);
            assertThat(timer("reelbudget.hook", "hook", "notifier", "outcome", "failed")
                            .count())
                    .isPositive();
            assertThat(timer("reelbudget.look", "outcome", "act").count()).isPositive();
            assertThat(timer("reelbudget.admit", "outcome", "admitted").totalTime(TimeUnit.NANOSECONDS))
                    .isGreaterThan(timer("reelbudget.hold", "outcome", "placed").totalTime(TimeUnit.NANOSECONDS));
        }

        @Test
        void covers_every_kind() throws InterruptedException {
            BusyBudgets.in(directory, MicrometerTelemetry.of(registry)).close();

            for (Step step : Step.values()) {
                assertThat(registry.find("reelbudget." + step.kind()).timers())
                        .as(step.name())
                        .isNotEmpty();
            }
        }

        @Test
        void names_what_was_thrown() {
            MicrometerTelemetry telemetry = MicrometerTelemetry.of(registry);
            AccountPath nobody = AccountPath.of("nobody");

            assertThatThrownBy(() -> telemetry.time(
                            Step.ADMIT,
                            nobody,
                            () -> {
                                throw new UnknownAccountException(nobody);
                            },
                            all -> Outcome.done()))
                    .isInstanceOf(UnknownAccountException.class);

            assertThat(timer("reelbudget.admit", "error", "UnknownAccountException", "outcome", "none")
                            .count())
                    .isEqualTo(1);
        }
    }

    @Nested
    @DisplayName("of jobs")
    class Jobs {

        @Test
        void counts_where_they_lay_among_their_estimates() throws InterruptedException {
            BusyBudgets.in(directory, MicrometerTelemetry.of(registry)).close();

            assertThat(counter("reelbudget.calibration.jobs", "band", "below_p10")
                            .count())
                    .isEqualTo(1);
            assertThat(counter("reelbudget.calibration.jobs", "band", "p10_to_p50")
                            .count())
                    .isEqualTo(1);
            assertThat(counter("reelbudget.calibration.jobs", "band", "p50_to_p90")
                            .count())
                    .isEqualTo(1);
            assertThat(counter("reelbudget.calibration.jobs", "band", "above_p90")
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("reelbudget.calibration.ratio").summary().totalAmount())
                    .isCloseTo((20 + 45 + 90 + 150 + 150) / 60.0, within(1e-9));
        }

        @Test
        void sums_what_they_were_charged_and_what_of_it_was_not_held() throws InterruptedException {
            BusyBudgets.in(directory, MicrometerTelemetry.of(registry)).close();

            assertThat(counter("reelbudget.charged", "unit", "USD").count()).isCloseTo(4.95, within(1e-9));
            assertThat(counter("reelbudget.charged.beyond.holds", "unit", "USD").count())
                    .isCloseTo(0.60, within(1e-9));
            assertThat(counter("reelbudget.jobs.beyond.holds").count()).isEqualTo(2);
        }

        @Test
        void begins_counting_at_zero() {
            MicrometerTelemetry unused = MicrometerTelemetry.of(registry);

            assertThat(counter("reelbudget.calibration.jobs", "band", "above_p90")
                            .count())
                    .isZero();
            assertThat(counter("reelbudget.jobs.beyond.holds").count()).isZero();
        }
    }

    @Nested
    @DisplayName("of the journal")
    class OfTheJournal {

        @Test
        void counts_batches_records_and_bytes() throws InterruptedException {
            try (BusyBudgets busy = BusyBudgets.in(directory, MicrometerTelemetry.of(registry))) {
                assertThat(timer("reelbudget.journal.sync").count()).isPositive();
                assertThat(registry.get("reelbudget.journal.batch").summary().totalAmount())
                        .isGreaterThanOrEqualTo(20);
                assertThat(counter("reelbudget.journal.written").count()).isGreaterThan(1000);
                assertThat(gauge("reelbudget.journal.usable")).isEqualTo(1);
                assertThat(gauge("reelbudget.journal.waiting")).isZero();
                assertThat(gauge("reelbudget.looks.waiting")).isZero();
                assertThat(busy.budgets().ledger()).isNotNull();
            }
            assertThat(gauge("reelbudget.journal.usable")).isZero();
        }

        @Test
        void asks_the_budgets_that_were_opened_last() throws InterruptedException {
            BusyBudgets.in(directory.resolve("a"), MicrometerTelemetry.of(registry))
                    .close();
            try (BusyBudgets again = BusyBudgets.in(directory.resolve("b"), MicrometerTelemetry.of(registry))) {
                assertThat(gauge("reelbudget.journal.usable")).isEqualTo(1);
                assertThat(again.budgets().processors()).isPositive();
            }
        }
    }

    @Nested
    @DisplayName("of the shared store")
    class OfTheSharedStore {

        private final MicrometerTelemetry telemetry = MicrometerTelemetry.of(registry);

        @Test
        void counts_batches_and_bytes_and_failed_tries_by_their_state() {
            telemetry.gauge(Level.STORE_USABLE, () -> 1);
            telemetry.gauge(Level.STORE_WAITING, () -> 7);

            telemetry.committed(new StoreBatch(30, 20, 4_000, Duration.ofMillis(3)));
            telemetry.committed(new StoreBatch(2, 0, 0, Duration.ofMillis(1)));
            telemetry.failed(new StoreFailure("40001", 30));
            telemetry.failed(new StoreFailure(StoreFailure.NO_STATE, 30));
            telemetry.failed(new StoreFailure("40001", 30));

            assertThat(timer("reelbudget.store.commit").totalTime(TimeUnit.MILLISECONDS))
                    .isEqualTo(4);
            assertThat(registry.get("reelbudget.store.batch").summary().totalAmount())
                    .isEqualTo(32);
            assertThat(counter("reelbudget.store.written").count()).isEqualTo(4_000);
            assertThat(counter("reelbudget.store.failures", "state", "40001").count())
                    .isEqualTo(2);
            assertThat(counter("reelbudget.store.failures", "state", "none").count())
                    .isEqualTo(1);
            assertThat(gauge("reelbudget.store.usable")).isEqualTo(1);
            assertThat(gauge("reelbudget.store.waiting")).isEqualTo(7);
        }

        @Test
        void has_no_meters_where_there_is_none() {
            telemetry.committed(new StoreBatch(30, 20, 4_000, Duration.ofMillis(3)));

            assertThat(registry.find("reelbudget.store.commit").timer()).isNull();
        }
    }

    @Nested
    @DisplayName("of accounts")
    class Accounts {

        private final MicrometerTelemetry telemetry = MicrometerTelemetry.of(registry);

        @Test
        void counts_those_in_trouble() {
            telemetry.looked(standing("a", Alarm.AT_RISK, 600));
            telemetry.looked(standing("b", Alarm.AT_RISK, 300));
            telemetry.looked(standing("c", Alarm.ACTED_ON, 900));

            assertThat(gauge("reelbudget.accounts", "alarm", "at_risk")).isEqualTo(2);
            assertThat(gauge("reelbudget.accounts", "alarm", "acted_on")).isEqualTo(1);
            assertThat(gauge("reelbudget.runway.shortest")).isEqualTo(300);
        }

        @Test
        void forgets_those_that_recovered() {
            telemetry.looked(standing("a", Alarm.AT_RISK, 600));
            telemetry.looked(standing("a", Alarm.NONE, 60_000));

            assertThat(gauge("reelbudget.accounts", "alarm", "at_risk")).isZero();
            assertThat(gauge("reelbudget.runway.shortest")).isNaN();
        }

        @Test
        void measures_how_long_looks_were_waited_for() {
            telemetry.looked(standing("a", Alarm.NONE, 600));

            assertThat(timer("reelbudget.look.lag").totalTime(TimeUnit.MILLISECONDS))
                    .isEqualTo(40);
        }

        @Test
        void keeps_them_out_of_all_tags_unless_told_otherwise() throws InterruptedException {
            BusyBudgets.in(directory, telemetry).close();

            assertThat(registry.getMeters())
                    .flatExtracting(meter -> meter.getId().getTags())
                    .extracting(Tag::getKey)
                    .doesNotContain("account")
                    .contains("outcome");
        }
    }

    @Nested
    @DisplayName("with an account tag")
    class WithAccountTag {

        @Test
        void keeps_paths_apart() throws InterruptedException {
            BusyBudgets.in(
                            directory,
                            MicrometerTelemetry.builder(registry)
                                    .accountTag(AccountTag.PATH)
                                    .build())
                    .close();

            assertThat(timer("reelbudget.capture", "outcome", "finished", "account", "calm/team")
                            .count())
                    .isEqualTo(4);
            assertThat(counter("reelbudget.charged", "account", "short").count())
                    .isCloseTo(1.50, within(1e-9));
            assertThat(gauge("reelbudget.account.available", "account", "short", "unit", "USD"))
                    .isCloseTo(0.50, within(1e-9));
        }

        @Test
        void keeps_organisations_apart() throws InterruptedException {
            BusyBudgets.in(
                            directory,
                            MicrometerTelemetry.builder(registry)
                                    .accountTag(AccountTag.ROOT)
                                    .build())
                    .close();

            assertThat(timer("reelbudget.capture", "outcome", "finished", "account", "calm")
                            .count())
                    .isEqualTo(4);
            assertThat(registry.find("reelbudget.account.available")
                            .tag("account", "calm")
                            .gauges())
                    .hasSize(1);
        }

        @Test
        void has_no_more_than_so_many_of_them() {
            MicrometerTelemetry telemetry = MicrometerTelemetry.builder(registry)
                    .accountTag(AccountTag.PATH)
                    .mostAccounts(2)
                    .build();
            for (String name : new String[] {"a", "b", "c", "d", "a"}) {
                telemetry.looked(standing(name, Alarm.NONE, 600));
                int unused = telemetry.time(Step.ADMIT, AccountPath.of(name), () -> 1, one -> Outcome.done());
            }

            assertThat(timer("reelbudget.admit", "account", "a").count()).isEqualTo(2);
            assertThat(timer("reelbudget.admit", "account", "other").count()).isEqualTo(2);
            assertThat(registry.find("reelbudget.account.runway").gauges()).hasSize(2);
        }

        @Test
        void refuses_to_have_none() {
            assertThatThrownBy(() -> MicrometerTelemetry.builder(registry).mostAccounts(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Accounts with meters of their own were 0 but must be one or more; leave the account"
                            + " tag out to have none.");
        }
    }

    @Test
    void gives_all_meters_the_hosts_own_tags() throws InterruptedException {
        BusyBudgets.in(
                        directory,
                        MicrometerTelemetry.builder(registry)
                                .tag("ledger", "live-eu")
                                .build())
                .close();

        assertThat(registry.getMeters()).extracting(Meter::getId).allSatisfy(id -> assertThat(id.getTag("ledger"))
                .isEqualTo("live-eu"));
    }

    @Test
    void knows_a_meter_for_each_level() {
        for (Level level : Level.values()) {
            assertThat(BudgetMeter.of(level).name()).isEqualTo(level.name());
        }
    }

    private static AccountStanding standing(String name, Alarm alarm, long seconds) {
        return new AccountStanding(
                AccountPath.of(name),
                BusyBudgets.usd("5"),
                Optional.of(Duration.ofSeconds(seconds)),
                0.5,
                alarm,
                Duration.ofMillis(40));
    }

    private Timer timer(String name, String... tags) {
        return registry.get(name).tags(tags).timer();
    }

    private Counter counter(String name, String... tags) {
        return registry.get(name).tags(tags).counter();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
