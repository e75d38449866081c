package io.reelbudget.examples;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.job.CostEstimate;
import io.reelbudget.job.Quantiles;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.AccountPolicy;
import io.reelbudget.policy.Action;
import io.reelbudget.policy.Decision;
import io.reelbudget.policy.DecisionHistory;
import io.reelbudget.policy.Evaluation;
import io.reelbudget.policy.Explanation;
import io.reelbudget.policy.PolicyDocument;
import io.reelbudget.policy.RecordedDecision;
import io.reelbudget.policy.RunwayMonitor;
import io.reelbudget.policy.ScalingPolicy;
import io.reelbudget.policy.Threshold;
import io.reelbudget.policy.spi.JobPrice;
import io.reelbudget.policy.spi.NoticeLevel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** Writes one policy in Java and one in JSON, and decides again what the first decided. The guide shows it. */
public final class WriteAPolicy {

    private static final AccountPath ACCOUNT = AccountPath.of("acme");

    private static final String STEPS = """
            {
              "format": "reelbudget-policy-1",
              "policy": "GRADUATED",
              "name": "gentle",
              "steps": [
                {"do": "NOTIFY", "when": {"shareLeft": "0.5"}},
                {"do": "ASK_APPROVAL", "when": {"shareLeft": "0.3"}, "coolDown": "PT1H"},
                {"do": "DRAIN", "when": {"shareLeft": "0.1"}, "consent": "ASK_FIRST"}
              ]
            }
            """;

    private WriteAPolicy() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
        try (Ledger ledger = Ledger.inMemory(clock);
                RunwayMonitor monitor = RunwayMonitor.builder(
                                ledger, UsageForecaster.withDefaults(), job -> secondOfWork(), clock)
                        .build()) {
            ledger.blocking().open(ACCOUNT, Plan.monthly(Amount.parse("100", Unit.USD), ZoneOffset.UTC));
            spend(ledger.blocking(), Amount.parse("75", Unit.USD));

            monitor.setPolicy(ACCOUNT, new AccountPolicy(nightWatch(), Threshold.ofShareLeft(0.3)));
            print(monitor.evaluate(ACCOUNT));
            print(monitor.evaluate(ACCOUNT));

            monitor.adopt(ACCOUNT, PolicyDocument.parse(STEPS), "ann");
            print(monitor.evaluate(ACCOUNT));
            System.out.println("new jobs: " + monitor.admissionGate(ACCOUNT));

            List<RecordedDecision> decisions = DecisionHistory.of(ledger).newest(ACCOUNT, 10);
            RecordedDecision first = decisions.get(decisions.size() - 1);
            System.out.println("decided again: "
                    + DecisionHistory.of(ledger).replay(first, nightWatch()).isSame());
        }
    }

    private static ScalingPolicy nightWatch() {
        return situation -> {
            Explanation why =
                    Explanation.ofOwnRule("Nobody watches at night.", "Would not act with more of the budget left.");
            if (situation.isThresholdReached()) {
                return new Decision.Act(
                        NoticeLevel.WARNING, List.of(new Action.PauseNewJobs("Nobody watches at night.")), why);
            }
            return situation.isRecovered() && situation.stance().hasActed()
                    ? new Decision.Recover(List.of(new Action.ResumeNewJobs("The budget has recovered.")), why)
                    : new Decision.Proceed(why);
        };
    }

    private static void spend(BlockingLedger ledger, Amount amount) {
        IdempotencyKey job = IdempotencyKey.named("job 1");
        ledger.hold(ACCOUNT, job, amount, Duration.ofHours(1));
        ledger.capture(new HoldId(ACCOUNT, job), IdempotencyKey.named("end of job 1"), amount);
    }

    private static JobPrice secondOfWork() {
        CostEstimate second =
                new CostEstimate(Quantiles.certain(1), CostEstimate.Origin.RATE, "guide-1", 0, "It is made up.");
        return new JobPrice(second, Quantiles.certain(1_000));
    }

    private static void print(Evaluation evaluation) {
        Decision decision = evaluation.decision();
        System.out.println(
                decision.getClass().getSimpleName() + " " + decision.why().code() + " "
                        + decision.actions().stream().map(Action::summary).toList());
    }
}
