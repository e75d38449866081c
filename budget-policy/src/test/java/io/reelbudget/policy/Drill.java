package io.reelbudget.policy;

import io.reelbudget.ledger.Balance;
import io.reelbudget.policy.spi.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One account and its policy, as time and money pass: what a monitor makes of decisions, without ledger and hooks. */
final class Drill {

    final ScalingPolicy policy;
    Stance stance = Stance.normal();
    Instant now = Situations.NOW;
    List<QueuedJob> queue = List.of();

    Drill(ScalingPolicy policy) {
        this.policy = policy;
    }

    /** Lets time pass, then decides with so many of 100 US dollars left. */
    Decision after(Duration time, String left) {
        now = now.plus(time);
        BudgetSituation situation = situation(left);
        StanceChange change = new StanceChange(situation, policy.name(), Backoff.NONE);
        Decision decision = change.withoutRepetition(policy.decide(situation));
        stance = change.after(decision);
        return decision;
    }

    /** Returns the same without waiting, as what was done. */
    List<String> at(String left) {
        return summaries(after(Duration.ZERO, left));
    }

    List<String> summariesAfter(Duration time, String left) {
        return summaries(after(time, left));
    }

    static List<String> summaries(Decision decision) {
        return decision.actions().stream().map(Action::summary).toList();
    }

    BudgetSituation situation(String left) {
        Balance balance = Situations.balance(
                Situations.usd("100"), Situations.usd("100").minus(Situations.usd(left)), Situations.usd("0"));
        return new BudgetSituation(
                now,
                Situations.ACCOUNT,
                balance,
                Forecasts.exhaustedAfter(
                        Duration.ofDays(2),
                        now,
                        Situations.NOVEMBER.end(),
                        Math.max(0, Situations.usd(left).micros())),
                queue,
                List.of(),
                Threshold.standard(),
                stance);
    }
}
