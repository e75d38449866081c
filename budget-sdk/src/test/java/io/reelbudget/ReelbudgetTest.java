package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.Admission.Reason;
import io.reelbudget.Admission.Refused;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.UnknownHoldException;
import io.reelbudget.licence.LicenceCatalogue;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.money.UnitMismatchException;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.price.PriceBook;
import io.reelbudget.rate.RateCard;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.runway.SpendPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Reelbudget")
class ReelbudgetTest {

    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Plan TEN = Plan.monthly(usd("10.00"), ZoneOffset.UTC);

    /** A cent a processor second, and a cent a minute of H.264. */
    private static final PriceBook CENTS = PriceBook.of(
            RateCard.perCpuHour("test-1", usd("36.00")),
            LicenceCatalogue.perOutputMinute("licences-1", Map.of(VideoCodec.H264, usd("0.01"))));

    private final SteadyEstimator estimator = new SteadyEstimator();
    private final Reelbudget budgets =
            Reelbudget.inMemory().clock(() -> NOW).estimator(estimator).open();

    @AfterEach
    void close() {
        budgets.close();
    }

    @Nested
    @DisplayName("asked to open an account")
    class Open {

        @Test
        void grants_the_first_allowance_at_once() {
            assertThat(budgets.open(ACME, TEN).available()).isEqualTo(usd("10.00"));
        }

        @Test
        void keeps_what_it_has_when_it_is_opened_again_at_the_next_start() {
            budgets.open(ACME, TEN);
            budgets.topUp(ACME, IdempotencyKey.named("payment 1"), usd("5.00"), "card");

            assertThat(budgets.open(ACME, TEN).granted()).isEqualTo(usd("10.00"));
            assertThat(budgets.balance(ACME).granted()).isEqualTo(usd("15.00"));
        }

        @Test
        void refuses_prices_in_another_unit() {
            assertThatThrownBy(() -> budgets.open(ACME, TEN, AccountTerms.pricedBy(RateCard.vcpuSeconds())))
                    .isInstanceOf(UnitMismatchException.class)
                    .hasMessage("Amount was in vCPU-s but must be in USD; convert it first, at a rate you choose.");
        }

        @Test
        void refuses_a_unit_without_standard_prices() {
            Plan euros = Plan.monthly(Amount.parse("10", Unit.currency("EUR")), ZoneOffset.UTC);

            assertThatThrownBy(() -> budgets.open(ACME, euros))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Plan was in EUR but must be in USD or vCPU-s to have standard prices; open the account"
                            + " with terms of its own.");
        }
    }

    @Nested
    @DisplayName("asked to admit a job")
    class Admit {

        @Test
        void holds_the_90_percent_quantile_of_its_price() {
            open();

            Admission answer = budgets.admit(ACME, job("job-1", 60));

            assertThat(answer.code()).isEqualTo(Reason.FITS);
            assertThat(((Admitted) answer).held()).isEqualTo(usd("1.21"));
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("1.21"));
        }

        @Test
        void holds_the_median_where_the_account_wants_that() {
            budgets.open(ACME, TEN, terms().withHoldSize(HoldSize.MEDIAN));

            assertThat(admitted("job-1", 60).held()).isEqualTo(usd("0.61"));
        }

        @Test
        void refuses_what_does_not_fit_and_says_what_would_help() {
            open();

            Admission answer = budgets.admit(ACME, job("job-1", 600));

            assertThat(answer).isInstanceOf(Refused.class);
            assertThat(answer.code()).isEqualTo(Reason.SHORT_OF_FUNDS);
            assertThat(((Refused) answer).missing()).isEqualTo(usd("2.10"));
            assertThat(answer.reason())
                    .isEqualTo("Needs 12.10 USD but 'acme' is short of 2.10 USD; fits with a top-up of 2.10 USD, or"
                            + " after the renewal at 2026-12-01T00:00:00Z.");
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0"));
        }

        @Test
        void decides_anew_about_a_job_that_was_refused_once_there_is_more_money() {
            open();
            budgets.admit(ACME, job("job-1", 600));
            budgets.topUp(ACME, IdempotencyKey.named("payment 1"), usd("5.00"), "card");

            assertThat(budgets.admit(ACME, job("job-1", 600)).code()).isEqualTo(Reason.FITS);
        }

        @Test
        void gives_a_job_that_comes_twice_the_hold_it_has_even_if_the_estimate_has_changed() {
            open();
            Admitted first = admitted("job-1", 60);
            estimator.expectTimes(3);

            Admitted second = admitted("job-1", 60);

            assertThat(second.code()).isEqualTo(Reason.ADMITTED_BEFORE);
            assertThat(second.hold()).isEqualTo(first.hold());
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("1.21"));
        }

        @Test
        void refuses_a_job_that_was_paid_for() {
            open();
            budgets.capture(admitted("job-1", 60), 50);

            assertThat(budgets.admit(ACME, job("job-1", 60)).code()).isEqualTo(Reason.CAPTURED_BEFORE);
        }

        @Test
        void admits_a_job_again_whose_run_was_given_up() {
            open();
            budgets.release(admitted("job-1", 60), "the machine went away");

            assertThat(budgets.admit(ACME, job("job-1", 60)).code()).isEqualTo(Reason.FITS);
        }

        @Test
        void refuses_an_account_that_was_never_opened() {
            assertThatThrownBy(() -> budgets.admit(ACME, job("job-1", 60)))
                    .isInstanceOf(UnknownAccountException.class)
                    .hasMessage("Account was 'acme' but must be one that is open; open it with a plan first.");
        }

        @Test
        void refuses_an_account_that_another_start_opened_until_it_has_terms_again() {
            budgets.ledger().blocking().open(ACME, TEN);

            assertThatThrownBy(() -> budgets.admit(ACME, job("job-1", 60)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Account 'acme' had no terms but must have them in every process that admits its jobs;"
                            + " call open for it.");
        }

        @Test
        void remembers_no_refusal_of_a_queue_that_asks_again_and_again() {
            open();

            for (int time = 0; time < 100; time++) {
                budgets.admit(ACME, job("job-1", 600));
            }

            assertThat(budgets.statement(ACME, 100).entries())
                    .extracting(Entry::kind)
                    .doesNotContain(Entry.Kind.REFUSED);
        }

        @Test
        void gives_a_paused_account_the_hold_that_its_job_has() {
            try (Reelbudget anxious = anxious()) {
                anxious.open(ACME, TEN, terms().withPolicy(ScalingPolicy.prioritiseAvailability()));
                anxious.admit(ACME, job("job-2", 1));
                anxious.capture((Admitted) anxious.admit(ACME, job("job-1", 450)), 950);
                anxious.monitor().evaluate(ACME);

                assertThat(anxious.admit(ACME, job("job-3", 1)).code()).isEqualTo(Reason.PAUSED_BY_POLICY);
                assertThat(anxious.admit(ACME, job("job-2", 1)).code()).isEqualTo(Reason.ADMITTED_BEFORE);
            }
        }

        @Test
        void holds_at_every_level_of_the_path() {
            AccountPath ann = ACME.child("ann");
            open();
            budgets.open(ann, TEN, terms());

            budgets.admit(ann, job("job-1", 60));

            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("1.21"));
            assertThat(budgets.balance(ann).held()).isEqualTo(usd("1.21"));
        }

        @Test
        void pauses_new_jobs_once_the_policy_says_so_and_resumes_them_after_a_top_up() {
            try (Reelbudget anxious = anxious()) {
                anxious.open(ACME, TEN, terms().withPolicy(ScalingPolicy.prioritiseAvailability()));
                anxious.capture((Admitted) anxious.admit(ACME, job("job-1", 450)), 950);
                anxious.monitor().evaluate(ACME);

                assertThat(anxious.admit(ACME, job("job-2", 1)).code()).isEqualTo(Reason.PAUSED_BY_POLICY);

                anxious.topUp(ACME, IdempotencyKey.named("payment 1"), usd("5.00"), "card");
                anxious.monitor().evaluate(ACME);

                assertThat(anxious.admit(ACME, job("job-2", 1)).code()).isEqualTo(Reason.FITS);
            }
        }
    }

    @Nested
    @DisplayName("asked what it would answer")
    class Evaluate {

        @Test
        void says_the_same_as_admission_without_holding_anything() {
            open();

            assertThat(budgets.evaluate(ACME, job("job-1", 60)).code()).isEqualTo(Reason.FITS);
            assertThat(budgets.evaluate(ACME, job("job-2", 600)).code()).isEqualTo(Reason.SHORT_OF_FUNDS);
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0"));
        }
    }

    @Nested
    @DisplayName("asked to capture a job")
    class Capture {

        @Test
        void posts_what_it_took_and_gives_back_the_rest() {
            open();

            budgets.capture(admitted("job-1", 60), 50);

            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("0.51"));
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0"));
        }

        @Test
        void posts_more_than_was_held_when_it_took_more() {
            open();

            assertThat(budgets.capture(admitted("job-1", 60), 200).overrun()).isEqualTo(usd("0.80"));
            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("2.01"));
        }

        @Test
        void charges_once_however_often_it_is_asked() {
            open();
            Admitted admitted = admitted("job-1", 60);

            assertThat(budgets.capture(admitted, 50)).isEqualTo(budgets.capture(admitted, 50));
            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("0.51"));
        }

        @Test
        void tells_the_estimator() {
            open();

            budgets.capture(admitted("job-1", 60), 50);

            assertThat(estimator.learnt()).singleElement().satisfies(finished -> {
                assertThat(finished.job().id().value()).isEqualTo("job-1");
                assertThat(finished.cpuSeconds()).isEqualTo(50);
            });
        }

        @Test
        void writes_job_price_and_time_into_the_statement() {
            open();

            budgets.capture(admitted("job-1", 60), 50);

            Entry newest = budgets.statement(ACME, 1).entries().get(0);
            assertThat(newest.kind()).isEqualTo(Entry.Kind.CAPTURED);
            assertThat(newest.labels().values())
                    .containsEntry("job", "job-1")
                    .containsEntry("price", "test-1+licences-1")
                    .containsEntry("cpu.seconds", "50.000000")
                    .containsEntry("codec", "H264");
        }
    }

    @Nested
    @DisplayName("told that a job failed")
    class Fail {

        @Test
        void posts_the_time_it_used_without_licence_fees() {
            open();

            budgets.fail(admitted("job-1", 60), 20, "ffmpeg was killed");

            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("0.20"));
            assertThat(estimator.learnt()).isEmpty();
        }

        @Test
        void gives_the_hold_back_where_it_used_nothing() {
            open();

            budgets.fail(admitted("job-1", 60), 0, "ffmpeg did not start");

            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("0"));
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0"));
        }

        @Test
        void admits_it_again_under_its_id_and_charges_both_runs() {
            open();
            budgets.fail(admitted("job-1", 60), 20, "ffmpeg was killed");

            budgets.capture(admitted("job-1", 60), 50);

            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("0.71"));
        }

        @Test
        void keeps_a_reason_that_is_far_too_long() {
            open();

            budgets.fail(admitted("job-1", 60), 0, "x".repeat(5_000));

            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0"));
        }

        @Test
        void refuses_to_capture_a_job_whose_hold_was_given_back() {
            open();
            Admitted admitted = admitted("job-1", 60);
            budgets.release(admitted, "never ran");

            assertThatThrownBy(() -> budgets.capture(admitted, 50)).isInstanceOf(UnknownHoldException.class);
        }
    }

    @Nested
    @DisplayName("kept in a directory")
    class Durable {

        @Test
        void has_after_a_restart_what_it_had_before(@TempDir Path directory) {
            try (Reelbudget first = at(directory)) {
                first.open(ACME, TEN, terms());
                first.capture((Admitted) first.admit(ACME, job("job-1", 60)), 50);
                first.admit(ACME, job("job-2", 60));
            }

            try (Reelbudget second = at(directory)) {
                second.open(ACME, TEN, terms());

                assertThat(second.balance(ACME).posted()).isEqualTo(usd("0.51"));
                assertThat(second.balance(ACME).held()).isEqualTo(usd("1.21"));
                assertThat(second.admit(ACME, job("job-1", 60)).code()).isEqualTo(Reason.CAPTURED_BEFORE);
                assertThat(second.admit(ACME, job("job-2", 60)).code()).isEqualTo(Reason.ADMITTED_BEFORE);
            }
        }

        @Test
        void gives_back_at_the_next_start_what_jobs_held_whose_lease_ran_out(@TempDir Path directory) {
            try (Reelbudget first = at(directory)) {
                first.open(ACME, TEN, terms());
                first.admit(ACME, job("job-1", 60));
            }

            try (Reelbudget second = Reelbudget.at(directory.resolve("ledger"))
                    .clock(() -> NOW.plus(Duration.ofDays(2)))
                    .estimator(new SteadyEstimator())
                    .open()) {
                second.open(ACME, TEN, terms());

                assertThat(second.balance(ACME).held()).isEqualTo(usd("0"));
                assertThat(second.admit(ACME, job("job-1", 60)).code()).isEqualTo(Reason.FITS);
            }
        }

        @Test
        void refuses_a_directory_that_is_in_use(@TempDir Path directory) {
            try (Reelbudget first = at(directory)) {
                first.open(ACME, TEN);

                assertThatThrownBy(() -> at(directory)).isInstanceOf(LedgerUnavailableException.class);
            }
        }

        @Test
        void refuses_every_call_after_it_was_closed(@TempDir Path directory) {
            Reelbudget closed = at(directory);
            closed.close();

            assertThatThrownBy(() -> closed.balance(ACME)).isInstanceOf(LedgerUnavailableException.class);
        }

        private Reelbudget at(Path directory) {
            return Reelbudget.at(directory.resolve("ledger"))
                    .clock(() -> NOW)
                    .estimator(new SteadyEstimator())
                    .open();
        }
    }

    @Test
    void says_when_an_account_runs_out() {
        open();

        assertThat(budgets.runway(ACME).forecast().renewal()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
    }

    @Test
    void refuses_to_read_an_account_that_was_never_opened() {
        assertThatThrownBy(() -> budgets.balance(ACME))
                .isInstanceOf(UnknownAccountException.class)
                .hasMessage("Account was 'acme' but must be one that is open; open it with a plan first.");
    }

    private Reelbudget anxious() {
        return Reelbudget.inMemory()
                .clock(() -> NOW)
                .estimator(estimator)
                .forecaster(ReelbudgetTest::gonerBelowOneDollar)
                .open();
    }

    /** Expects an account to run out at once when it has less than a dollar, and never otherwise. */
    private static RunwayForecast gonerBelowOneDollar(RunwayQuestion question) {
        double exhausted = question.remainingMicros() < 1_000_000 ? 1 : 0;
        return new RunwayForecast(
                question.now(),
                question.renewal(),
                Optional.empty(),
                List.of(
                        new SpendPoint(question.now(), Quantiles.certain(0), exhausted),
                        new SpendPoint(question.renewal(), Quantiles.certain(0), exhausted)),
                List.of(),
                "below one dollar",
                RunwayForecast.Confidence.LOW,
                "For tests.");
    }

    private void open() {
        budgets.open(ACME, TEN, terms());
    }

    private Admitted admitted(String id, double seconds) {
        return (Admitted) budgets.admit(ACME, job(id, seconds));
    }

    private static AccountTerms terms() {
        return AccountTerms.pricedBy(CENTS);
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
