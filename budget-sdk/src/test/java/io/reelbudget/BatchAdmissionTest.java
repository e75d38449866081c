package io.reelbudget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.JobId;
import io.reelbudget.job.RateControl;
import io.reelbudget.job.ServiceLevel;
import io.reelbudget.job.Source;
import io.reelbudget.job.Target;
import io.reelbudget.job.TranscodeJob;
import io.reelbudget.job.VideoCodec;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Hooks;
import io.reelbudget.policy.Measure;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Step;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.PriceRequest;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.price.PriceBook;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.RateCard;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A cent a processor second, ten dollars a month, two processors; a job's 90 % quantile is twice as long as its source.
 */
@DisplayName("Batch admission")
class BatchAdmissionTest {

    private static final Instant NOW = Instant.parse("2026-11-10T12:10:00Z");
    private static final Instant RENEWAL = Instant.parse("2026-12-01T00:00:00Z");
    private static final AccountPath ACME = AccountPath.of("acme");
    private static final Plan TEN = Plan.monthly(usd("10.00"), ZoneOffset.UTC);
    private static final RateCard DEAR = RateCard.perCpuHour("day-1", usd("36.00"));

    private final SteadyEstimator estimator = new SteadyEstimator();
    private final Reelbudget budgets = Reelbudget.inMemory()
            .clock(() -> NOW)
            .estimator(estimator)
            .hooks(Hooks.standard())
            .processors(2)
            .open();

    @AfterEach
    void close() {
        budgets.close();
    }

    /** Half the price from 14:00 on. */
    private record CheapAfternoon() implements PricingEngine {
        private static final PricingEngine DAY = PricingEngine.of(PriceBook.of(DEAR));
        private static final PricingEngine AFTERNOON =
                PricingEngine.of(PriceBook.of(RateCard.perCpuHour("afternoon-1", usd("18.00"))));

        @Override
        public Unit unit(AccountPath account) {
            return Unit.USD;
        }

        @Override
        public PriceBreakdown price(PriceRequest request) {
            boolean isDear = request.quotedAt().isBefore(Instant.parse("2026-11-10T14:00:00Z"));
            return (isDear ? DAY : AFTERNOON).price(request);
        }
    }

    @Test
    void says_which_jobs_fit_now_which_after_the_renewal_and_which_never() {
        budgets.open(ACME, TEN, AccountTerms.pricedBy(DEAR));
        List<TranscodeJob> jobs = List.of(job("a", 300), job("b", 300), job("c", 200), job("d", 600));

        BatchAdmission batch = budgets.plan(ACME, jobs);

        assertThat(batch.fittingNow()).containsExactly(jobs.get(0), jobs.get(2));
        assertThat(batch.fittingLater()).containsExactly(jobs.get(1));
        assertThat(batch.items().stream().map(BatchAdmission.Item::earliest))
                .containsExactly(Optional.of(NOW), Optional.of(RENEWAL), Optional.of(NOW), Optional.empty());
    }

    @Test
    void places_no_hold_and_agrees_with_admission_one_by_one() {
        budgets.open(ACME, TEN, AccountTerms.pricedBy(DEAR));
        List<TranscodeJob> jobs = List.of(job("a", 300), job("b", 300), job("c", 200));

        List<TranscodeJob> fitting = budgets.plan(ACME, jobs).fittingNow();

        assertThat(budgets.balance(ACME).held()).isEqualTo(usd("0.00"));
        assertThat(jobs.stream().filter(job -> budgets.admit(ACME, job).code() == Admission.Reason.FITS))
                .isEqualTo(fitting);
    }

    @Test
    void waits_for_the_cheaper_hour_where_the_deadline_allows_it() {
        budgets.open(ACME, TEN, AccountTerms.pricedBy(new CheapAfternoon()));
        TranscodeJob urgent = due(job("urgent", 100), Duration.ofHours(1));
        TranscodeJob patient = due(job("patient", 100), Duration.ofHours(4));

        BatchAdmission batch = budgets.plan(ACME, List.of(urgent, patient));

        assertThat(batch.items().get(0).planned().map(BatchAdmission.Start::at)).contains(NOW);
        assertThat(batch.items().get(1).planned().map(BatchAdmission.Start::at))
                .contains(Instant.parse("2026-11-10T14:00:00Z"));
        assertThat(batch.cost()).isEqualTo(usd("1.50"));
        assertThat(batch.isCheapest()).isTrue();
    }

    @Test
    void plans_no_start_from_which_a_job_would_miss_its_deadline() {
        budgets.open(ACME, TEN, AccountTerms.pricedBy(DEAR));
        TranscodeJob late = due(job("late", 100), Duration.ofSeconds(99));
        TranscodeJob intime = due(job("in-time", 100), Duration.ofSeconds(100));

        BatchAdmission batch = budgets.plan(ACME, List.of(late, intime));

        assertThat(batch.items().get(0).planned()).isEmpty();
        assertThat(batch.items().get(0).earliest()).contains(NOW);
        assertThat(batch.items().get(1).planned().map(BatchAdmission.Start::at)).contains(NOW);
    }

    @Test
    void refuses_an_empty_list() {
        budgets.open(ACME, TEN, AccountTerms.pricedBy(DEAR));

        assertThatThrownBy(() -> budgets.plan(ACME, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("List had 0 jobs but must have one to 10000; plan longer ones in parts.");
    }

    @Test
    void needs_an_approval_of_each_job_once_the_policy_asks_for_it() throws InterruptedException {
        Step asking = Step.of(Measure.ASK_APPROVAL, Threshold.ofShareLeft(0.5));
        budgets.open(
                ACME,
                TEN,
                AccountTerms.pricedBy(DEAR)
                        .withPolicy(ScalingPolicy.graduated(
                                "careful", List.of(asking), QualityLadder.standard(), JobPricing.of(estimator, DEAR))));
        budgets.admit(ACME, job("big", 300));
        assertThat(budgets.awaitLooks(Duration.ofSeconds(20))).isTrue();

        Admission asked = budgets.admit(ACME, job("next", 10));
        budgets.approve(ACME, new JobId("next"), "ann");

        assertThat(asked).isInstanceOf(Admission.ApprovalNeeded.class);
        assertThat(asked.code()).isEqualTo(Admission.Reason.APPROVAL_NEEDED);
        assertThat(asked.reason())
                .isEqualTo("The account's policy lets new jobs run only with its owner's yes until its budget lasts"
                        + " again; approve the job.");
        assertThat(budgets.admit(ACME, job("next", 10))).isInstanceOf(Admission.Admitted.class);
        assertThat(budgets.admit(ACME, job("third", 10))).isInstanceOf(Admission.ApprovalNeeded.class);
    }

    private static TranscodeJob due(TranscodeJob job, Duration deadline) {
        return job.withServiceLevel(new ServiceLevel(ServiceLevel.Priority.NORMAL, Optional.of(deadline)));
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
