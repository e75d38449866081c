package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.Admission.Admitted;
import io.reelbudget.Admission.ApprovalNeeded;
import io.reelbudget.Admission.Queued;
import io.reelbudget.Admission.Reason;
import io.reelbudget.Admission.Reduced;
import io.reelbudget.Admission.Refused;
import io.reelbudget.AdmissionRules.FinalAction;
import io.reelbudget.AdmissionRules.WhenShort;
import io.reelbudget.FailureCharges.Cause;
import io.reelbudget.Progress.Outlook;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.job.FinishedJob;
import io.reelbudget.job.JobId;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.rate.RateCard;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A cent a processor second, ten dollars a month, and jobs that take a second of it for 0.25 megapixels. */
@DisplayName("Admission")
class AdmissionTest {

    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    private static final Instant RENEWAL = Instant.parse("2026-12-01T00:00:00Z");
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Plan TEN = Plan.monthly(usd("10.00"), ZoneOffset.UTC);

    private final Reelbudget budgets = Reelbudget.inMemory()
            .clock(() -> NOW)
            .estimator(new PixelEstimator())
            .hooks(Hooks.standard())
            .open();

    @AfterEach
    void close() {
        budgets.close();
    }

    /** As many CPU seconds as the source is long at 1280x720 and 30 frames a second; half, or twice as many. */
    private static final class PixelEstimator implements CostEstimator {
        @Override
        public CostEstimate estimate(TranscodeJob job) {
            double seconds = 0;
            for (Target target : job.targets()) {
                double pixels = (double) target.width() * target.height() * target.framesPerSecond();
                seconds += job.source().durationSeconds() * pixels / (1280.0 * 720 * 30);
            }
            return new CostEstimate(
                    new Quantiles(seconds / 2, seconds, seconds * 2),
                    CostEstimate.Origin.RATE,
                    "pixels 1",
                    0,
                    "By its pixels.");
        }

        @Override
        public void learn(FinishedJob finished) {
            // Nothing: these tests compare amounts.
        }
    }

    @Nested
    @DisplayName("of a job that does not fit")
    class WithoutRoom {

        @Test
        void refuses_it_and_offers_a_top_up_and_a_cheaper_rung_each_of_which_makes_it_fit() {
            open(AdmissionRules.standard());

            Refused refused = (Refused) budgets.admit(ACME, job("job-1", 600));

            assertThat(refused.asked()).isEqualTo(usd("12.00"));
            assertThat(refused.offers().topUp()).contains(usd("2.00"));
            assertThat(refused.offers().after()).isEmpty();
            Offers.CheaperJob cheaper = refused.offers().cheaper().orElseThrow();
            assertThat(cheaper.asked()).isLessThanOrEqualTo(usd("10.00"));
            assertThat(budgets.admit(ACME, cheaper.job()).code()).isEqualTo(Reason.FITS);
        }

        @Test
        void offers_the_renewal_where_a_new_allowance_makes_room() {
            open(AdmissionRules.standard());
            budgets.capture(admitted("job-1", 300), 600);

            Refused refused = (Refused) budgets.admit(ACME, job("job-2", 300));

            assertThat(refused.offers().after()).contains(RENEWAL);
        }

        @Test
        void queues_it_until_the_renewal_where_the_account_wants_that() {
            open(AdmissionRules.standard().withWhenShort(WhenShort.QUEUE));
            budgets.capture(admitted("job-1", 300), 600);

            Admission answer = budgets.admit(ACME, job("job-2", 300));

            assertThat(answer.code()).isEqualTo(Reason.SHORT_OF_FUNDS);
            assertThat(((Queued) answer).until()).isEqualTo(RENEWAL);
            assertThat(answer.reason())
                    .isEqualTo("Needs 6.00 USD but 'acme' is short of 2.00 USD; waits for the renewal at"
                            + " 2026-12-01T00:00:00Z.");
        }

        @Test
        void refuses_what_will_not_fit_after_the_renewal_either() {
            open(AdmissionRules.standard().withWhenShort(WhenShort.QUEUE));

            assertThat(budgets.admit(ACME, job("job-1", 600))).isInstanceOf(Refused.class);
        }

        @Test
        void runs_it_at_the_highest_rung_that_fits_where_the_account_wants_that() {
            open(AdmissionRules.standard().withWhenShort(WhenShort.REDUCE_QUALITY));

            Reduced reduced = (Reduced) budgets.admit(ACME, job("job-1", 600));

            assertThat(reduced.code()).isEqualTo(Reason.FITS_REDUCED);
            assertThat(reduced.requested()).isEqualTo(job("job-1", 600));
            assertThat(reduced.job()).isNotEqualTo(reduced.requested());
            assertThat(budgets.balance(ACME).held()).isEqualTo(reduced.asked());
            assertThat(budgets.capture(reduced.admission(), 100).amount()).isEqualTo(usd("1.00"));
        }

        @Test
        void gives_a_reduced_job_that_comes_again_the_rung_and_the_hold_it_has() {
            open(AdmissionRules.standard().withWhenShort(WhenShort.REDUCE_QUALITY));
            Reduced first = (Reduced) budgets.admit(ACME, job("job-1", 600));

            Reduced second = (Reduced) budgets.admit(ACME, job("job-1", 600));

            assertThat(second.job()).isEqualTo(first.job());
            assertThat(second.admission().hold()).isEqualTo(first.admission().hold());
        }

        @Test
        void evaluates_to_the_same_answer_without_effect() {
            open(AdmissionRules.standard().withWhenShort(WhenShort.REDUCE_QUALITY));

            Admission would = budgets.evaluate(ACME, job("job-1", 600));

            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0"));
            Admission answer = budgets.admit(ACME, job("job-1", 600));
            assertThat(would.code()).isEqualTo(answer.code());
            assertThat(would.job()).isEqualTo(answer.job());
            assertThat(would.asked()).isEqualTo(answer.asked());
        }
    }

    @Nested
    @DisplayName("of a job that needs its owner's yes")
    class Approval {

        @Test
        void asks_for_it_and_offers_a_rung_that_needs_none() {
            open(AdmissionRules.standard().withApprovalFrom(usd("5.00")));

            Admission answer = budgets.admit(ACME, job("job-1", 300));

            assertThat(answer).isInstanceOf(ApprovalNeeded.class);
            assertThat(answer.code()).isEqualTo(Reason.APPROVAL_NEEDED);
            assertThat(answer.offers().cheaper().orElseThrow().asked()).isLessThan(usd("5.00"));
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0"));
        }

        @Test
        void admits_it_once_that_was_said() {
            open(AdmissionRules.standard().withApprovalFrom(usd("5.00")));

            budgets.approve(ACME, new JobId("job-1"), "ann");

            assertThat(budgets.admit(ACME, job("job-1", 300)).code()).isEqualTo(Reason.FITS);
            assertThat(budgets.admit(ACME, job("job-2", 300)).code()).isEqualTo(Reason.APPROVAL_NEEDED);
        }
    }

    @Nested
    @DisplayName("by the risk of all running jobs together")
    class RiskSized {

        @Test
        void holds_less_for_jobs_together_than_for_each_alone() {
            riskSized("1000.00");

            Amount first = admitted("job-1", 60).held();
            Amount second = admitted("job-2", 60).held();

            assertThat(second).isLessThan(first);
            assertThat(budgets.balance(ACME).held()).isEqualTo(first.plus(second));
        }

        @Test
        void makes_up_with_the_next_hold_for_what_an_ended_job_no_longer_shares() {
            riskSized("1000.00");
            Admitted first = admitted("job-1", 60);
            admitted("job-2", 60);
            Amount both = budgets.balance(ACME).held();
            budgets.capture(first, 60);

            admitted("job-3", 60);

            // Nothing tight was admitted, so nothing was learnt: two such jobs hold what two such jobs held.
            assertThat(budgets.balance(ACME).held()).isEqualTo(both);
        }

        @Test
        void holds_more_once_tight_admissions_have_overshot() {
            riskSized("10.00");
            Amount before = budgets.evaluate(ACME, job("job-0", 60)).asked();

            Admitted tight = admitted("job-1", 200);
            budgets.capture(tight, 2_000);
            budgets.topUp(ACME, IdempotencyKey.named("payment"), usd("100.00"), "card");

            assertThat(budgets.evaluate(ACME, job("job-2", 60)).asked()).isGreaterThan(before);
        }

        @Test
        void never_holds_more_than_there_is_however_many_ask_at_once() throws Exception {
            riskSized("10.00");
            List<Callable<Admission>> asks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                TranscodeJob job = job("job-" + i, 60);
                asks.add(() -> budgets.admit(ACME, job));
            }
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                threads.invokeAll(asks);
            } finally {
                threads.shutdown();
            }

            assertThat(budgets.balance(ACME).available().isNegative()).isFalse();
            long admitted = budgets.ledger().blocking().openHolds(ACME).size();
            // Each has a mean of 0.69 USD and a 95 % quantile 0.83 above it, so n hold 0.69 n + 0.83 × √(0.3 n + 0.7
            // n²):
            // 9.83 USD for seven, 11.2 for eight. Alone, at 1.52 each, six would fit.
            assertThat(admitted).isEqualTo(7);
        }

        @Test
        void refuses_a_risk_that_is_none() {
            assertThatThrownBy(() -> AdmissionRules.standard().withOvershootRisk(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Risk of overshoot was 0.0 but must be 0.001 to 0.5; 0.05 accepts one tight admission"
                            + " in twenty.");
        }
    }

    @Nested
    @DisplayName("of a long job that tells how far it is")
    class Running {

        @Test
        void gives_back_what_the_job_is_not_going_to_need() {
            open(AdmissionRules.standard());
            Admitted job = admitted("job-1", 300);

            Progress progress = budgets.progress(job, 0.5, 150);

            assertThat(progress.outlook()).isEqualTo(Outlook.ON_COURSE);
            // 150 s so far; of the rest half at the known rate (75 s), half at twice the predicted one (150 s).
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("3.75"));
        }

        @Test
        void warns_of_an_overrun_early_and_extends_the_hold() {
            open(AdmissionRules.standard());
            Admitted job = admitted("job-1", 100);

            Progress progress = budgets.progress(job, 0.5, 150);

            assertThat(progress.outlook()).isEqualTo(Outlook.OVERRUN_AHEAD);
            assertThat(progress.held()).isGreaterThan(usd("2.00"));
            assertThat(budgets.balance(ACME).held()).isEqualTo(progress.held());
        }

        @Test
        void says_what_becomes_of_a_job_that_needs_more_than_is_left() {
            open(AdmissionRules.standard().withNoRoom(FinalAction.STOP));
            Admitted job = admitted("job-1", 300);

            Progress progress = budgets.progress(job, 0.5, 1_500);

            assertThat(progress.outlook()).isEqualTo(Outlook.NO_ROOM);
            assertThat(progress.next()).isEqualTo(FinalAction.STOP);
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("6.00"));
        }
    }

    @Nested
    @DisplayName("of attempts that come to nothing")
    class Attempts {

        @Test
        void charges_the_account_for_a_failure_unless_the_rules_say_otherwise() {
            open(AdmissionRules.standard());

            budgets.fail(admitted("job-1", 60), 20, Cause.INTERRUPTED, "spot instance taken away");

            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("0.20"));
        }

        @Test
        void leaves_interruptions_to_the_host_where_it_pays_for_them_and_says_what_they_cost() {
            open(AdmissionRules.standard().withFailures(FailureCharges.hostPaysRetries()));

            budgets.fail(admitted("job-1", 60), 20, Cause.INTERRUPTED, "spot instance taken away");

            assertThat(budgets.balance(ACME).posted()).isEqualTo(usd("0"));
            assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0"));
            Entry newest = budgets.statement(ACME, 1).entries().get(0);
            assertThat(newest.text())
                    .isEqualTo("paid by the host: 0.20 USD of a run that failed: spot instance taken away");
        }
    }

    private void open(AdmissionRules rules) {
        budgets.open(ACME, TEN, terms().withRules(rules));
    }

    private void riskSized(String allowance) {
        budgets.open(ACME, Plan.monthly(usd(allowance), ZoneOffset.UTC), terms().withOvershootRisk(0.05));
    }

    private Admitted admitted(String id, double seconds) {
        return (Admitted) budgets.admit(ACME, job(id, seconds));
    }

    private static AccountTerms terms() {
        return AccountTerms.pricedBy(RateCard.perCpuHour("test-1", usd("36.00")));
    }

    private static TranscodeJob job(String id, double seconds) {
        Source source = new Source("mov", VideoCodec.H264, 1920, 1080, 30, seconds, 8_000_000, 0);
        Target target =
                new Target(VideoCodec.H264, "libx264", "medium", 1280, 720, 30, new RateControl.Bitrate(2_000_000));
        return TranscodeJob.of(id, source, target);
    }

    private static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }
}
