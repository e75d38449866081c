package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.rate.RateCard;
import io.reelbudget.telemetry.AccountStanding;
import io.reelbudget.telemetry.AccountStanding.Alarm;
import io.reelbudget.telemetry.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Telemetry of budgets")
class TelemetryByFacadeTest {

    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final AccountTerms CENT_A_SECOND =
            AccountTerms.pricedBy(RateCard.perCpuHour("test-1", usd("36.00")));

    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final Reelbudget budgets = Reelbudget.inMemory()
            .clock(() -> NOW)
            .estimator(new SteadyEstimator())
            .hooks(Hooks.standard().withNotifier(notice -> {
                throw new IllegalStateException("mail server is down");
            }))
            .telemetry(telemetry)
            .stepped()
            .open();

    @AfterEach
    void close() {
        budgets.close();
    }

    @Test
    void sees_each_step_of_a_jobs_life_within_the_step_that_it_is_part_of() {
        open("10.00");

        Admitted admitted = (Admitted) budgets.admit(ACME, job("job-1", 60));
        budgets.progress(admitted, 0.5, 30);
        budgets.capture(admitted, 60);

        assertThat(telemetry.steps())
                .filteredOn(step -> !step.startsWith("LOOK"))
                .containsExactly(
                        "ADMIT>ESTIMATE acme rate",
                        "ADMIT>PRICE acme done",
                        "ADMIT>HOLD acme placed",
                        "ADMIT acme admitted/fits",
                        "PROGRESS>PRICE acme done",
                        "PROGRESS acme on_course",
                        "CAPTURE>PRICE acme done",
                        "CAPTURE acme finished",
                        "LEARN acme done");
    }

    @Test
    void sees_looks_with_their_queue_forecast_and_decision() {
        open("10.00");
        budgets.admit(ACME, job("job-1", 60));

        assertThat(telemetry.steps())
                .filteredOn(step -> step.startsWith("LOOK"))
                .containsExactly(
                        "LOOK>HOOK_QUEUE_READ acme done",
                        "LOOK>FORECAST acme low",
                        "LOOK>DECIDE acme proceed/runway_long_enough",
                        "LOOK acme proceed/runway_long_enough");
    }

    @Test
    void says_why_jobs_are_not_admitted() {
        open("1.00");
        budgets.admit(ACME, job("job-1", 60));

        assertThat(telemetry.steps()).contains("ADMIT acme refused/short_of_funds");
    }

    @Test
    void says_what_failed_or_was_given_back() {
        open("10.00");
        budgets.fail((Admitted) budgets.admit(ACME, job("job-1", 60)), 20, "encoder crashed");
        budgets.release((Admitted) budgets.admit(ACME, job("job-2", 60)), "never ran");

        assertThat(telemetry.steps()).contains("CAPTURE acme failed", "RELEASE acme released");
        assertThat(telemetry.finished()).isEmpty();
    }

    @Test
    void says_that_a_step_threw() {
        assertThatThrownBy(() -> budgets.admit(AccountPath.of("nobody"), job("job-1", 60)))
                .isInstanceOf(UnknownAccountException.class);

        assertThat(telemetry.steps()).endsWith("ADMIT nobody threw");
    }

    @Test
    void can_compare_what_jobs_took_and_cost_with_what_was_expected() {
        open("10.00");
        budgets.capture((Admitted) budgets.admit(ACME, job("job-1", 60)), 150);

        assertThat(telemetry.finished()).singleElement().satisfies(finished -> {
            assertThat(finished.cpuSeconds()).isEqualTo(150);
            assertThat(finished.estimate().cpuSeconds().p90()).isEqualTo(120);
        });
        assertThat(telemetry.charges()).containsExactly("acme: 1.50 USD of 1.20 USD");
    }

    @Test
    void tells_a_charge_that_is_asked_for_again_once() {
        open("10.00");
        Admitted admitted = (Admitted) budgets.admit(ACME, job("job-1", 60));
        budgets.capture(admitted, 60);
        budgets.capture(admitted, 60);

        assertThat(telemetry.charges()).hasSize(1);
        assertThat(telemetry.finished()).hasSize(1);
    }

    @Test
    void sees_hooks_that_fail_and_how_the_account_stands_then() {
        open("2.00");
        Admitted admitted = (Admitted) budgets.admit(ACME, job("job-1", 60));
        budgets.capture(admitted, 150);

        assertThat(telemetry.steps()).contains("LOOK>HOOK_NOTIFIER acme failed");
        List<AccountStanding> standings = telemetry.standings();
        AccountStanding last = standings.get(standings.size() - 1);
        assertThat(last.account()).isEqualTo(ACME);
        assertThat(last.available()).isEqualTo(usd("0.50"));
        assertThat(last.alarm()).isEqualTo(Alarm.ACTED_ON);
        assertThat(standings.get(0).alarm()).isEqualTo(Alarm.NONE);
        assertThat(last.lag()).isPositive();
    }

    @Test
    void asks_a_journal_how_it_stands(@TempDir Path directory) {
        RecordingTelemetry own = new RecordingTelemetry();
        try (Reelbudget durable = Reelbudget.at(directory.resolve("budgets"))
                .estimator(new SteadyEstimator())
                .telemetry(own)
                .open()) {
            durable.open(ACME, Plan.monthly(usd("10.00"), ZoneOffset.UTC));

            assertThat(own.gauges()).containsKeys(Level.JOURNAL_USABLE, Level.JOURNAL_WAITING, Level.LOOKS_WAITING);
            assertThat(own.gauges().get(Level.JOURNAL_USABLE).getAsDouble()).isEqualTo(1);
        }
    }

    private void open(String allowance) {
        budgets.open(
                ACME,
                Plan.monthly(usd(allowance), ZoneOffset.UTC),
                CENT_A_SECOND
                        .withPolicy(ScalingPolicy.prioritiseAvailability())
                        .withThreshold(Threshold.ofShareLeft(0.3)));
        telemetry.forgetSteps();
    }

    private static TranscodeJob job(String id, double seconds) {
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, seconds, 8_000_000, 0);
        Target target = new Target(
                VideoCodec.H264, "libopenh264", "default", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of(id, source, target);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
