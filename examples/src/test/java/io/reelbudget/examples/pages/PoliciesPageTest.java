package io.reelbudget.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.Reelbudget;
import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.job.CostEstimator;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.AccountPolicy;
import io.reelbudget.policy.Action;
import io.reelbudget.policy.Decision;
import io.reelbudget.policy.DecisionHistory;
import io.reelbudget.policy.Explanation;
import io.reelbudget.policy.Measure;
import io.reelbudget.policy.RecordedDecision;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Step;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.spi.JobPricing;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QualityLadder;
import io.reelbudget.rate.RateCard;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page on policies")
class PoliciesPageTest {

    @Test
    void shows_steps_that_escalate() {
        QualityLadder ladder = QualityLadder.standard();
        try (Reelbudget budgets = Reelbudget.inMemory().open()) {
            CostEstimator estimator = budgets.estimator();
            JobPricing pricing = JobPricing.of(estimator, RateCard.perCpuHour("card-1", Amount.parse("1", Unit.USD)));
            ScalingPolicy gentle = ScalingPolicy.graduated(
                    "gentle",
                    List.of(
                            Step.of(Measure.NOTIFY, Threshold.ofProbability(0.5)),
                            Step.of(Measure.DOWNGRADE, Threshold.of(Duration.ofHours(4)))
                                    .neverBelow(720),
                            Step.slowingDown(2, Threshold.of(Duration.ofHours(1))),
                            Step.of(Measure.DRAIN, Threshold.ofShareLeft(0.05)).consent(Step.Consent.ASK_FIRST)),
                    ladder,
                    pricing);

            assertThat(gentle.name()).isEqualTo("gentle");
        }
    }

    @Test
    void shows_a_policy_of_ones_own_whose_decisions_replay() {
        try (Reelbudget budgets = Reelbudget.inMemory().open()) {
            RunwayMonitor monitor = budgets.monitor();
            budgets.open(AccountPath.of("acme"), Plan.monthly(Amount.parse("5", Unit.USD), ZoneOffset.UTC));
            budgets.open(AccountPath.of("acme/video"), Plan.monthly(Amount.parse("1", Unit.USD), ZoneOffset.UTC));
            ScalingPolicy nightWatch = situation -> {
                Explanation why =
                        Explanation.ofOwnRule("Nobody watches at night.", "Would not act with a longer runway.");
                if (situation.isThresholdReached()) {
                    return new Decision.Act(NoticeLevel.WARNING, List.of(new Action.PauseNewJobs(why.sentence())), why);
                }
                return situation.isRecovered() && situation.stance().hasActed()
                        ? new Decision.Recover(List.of(new Action.ResumeNewJobs("The budget has recovered.")), why)
                        : new Decision.Proceed(why);
            };
            monitor.setPolicy(
                    AccountPath.of("acme/video"), new AccountPolicy(nightWatch, Threshold.of(Duration.ofHours(2))));

            AccountPath account = AccountPath.of("acme/video");
            Ledger ledger = budgets.ledger();
            ledger.blocking()
                    .hold(account, IdempotencyKey.named("job"), Amount.parse("1", Unit.USD), Duration.ofHours(1));
            monitor.evaluate(account);
            ScalingPolicy policy = nightWatch;
            DecisionHistory history = DecisionHistory.of(ledger);
            for (RecordedDecision recorded : history.newest(account, 10)) {
                System.out.println(recorded.at() + " " + recorded.why().sentence() + " "
                        + history.replay(recorded, policy).isSame());
            }

            assertThat(monitor.admissionPaused(account)).isTrue();
            assertThat(history.newest(account, 10)).hasSize(1).allSatisfy(recorded -> assertThat(
                            history.replay(recorded, policy).isSame())
                    .isTrue());
        }
    }
}
