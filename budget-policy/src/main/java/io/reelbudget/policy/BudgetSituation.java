package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.NoticeLevel;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.runway.RunwayForecast;
import java.time.Instant;
import java.util.List;

/**
 * All that a policy may look at: one account at one instant.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param now the instant
 * @param account whose budget
 * @param balance what it has
 * @param forecast when it runs out
 * @param queue what waits, in the order in which it will run
 * @param holds what runs
 * @param threshold when to act
 * @param stance what was done before and is still in force
 */
public record BudgetSituation(
        Instant now,
        AccountPath account,
        Balance balance,
        RunwayForecast forecast,
        List<QueuedJob> queue,
        List<OpenHold> holds,
        Threshold threshold,
        Stance stance) {

    public BudgetSituation {
        queue = List.copyOf(queue);
        holds = List.copyOf(holds);
    }

    /** Returns what may still be held: available and the overdraft. */
    public Amount spendable() {
        return balance.available().plus(balance.overdraftLimit());
    }

    /** Returns what may still be posted: {@link #spendable} and what is held. */
    public Amount remaining() {
        return spendable().plus(balance.held());
    }

    /**
     * Returns which share of the budget may still be held: what is spendable, of that and what the period has posted
     * and holds; 0 to 1, and 0 where there is no budget at all.
     */
    public double shareLeft() {
        double left = Math.max(0, spendable().micros());
        double gone = Math.max(0, balance.postedInPeriod().micros())
                + (double) balance.held().micros();
        return left > 0 ? left / (left + gone) : 0;
    }

    /** Returns the same situation as one with another threshold sees it. */
    public BudgetSituation at(Threshold other) {
        return new BudgetSituation(now, account, balance, forecast, queue, holds, other, stance);
    }

    /** Returns whether it is time to act. */
    public boolean isThresholdReached() {
        return threshold.isReachedIn(this);
    }

    /** Returns whether the account lasts well beyond the threshold. */
    public boolean isRecovered() {
        return threshold.isRecoveredIn(this);
    }

    /**
     * Returns the key under which a notice of a level is sent once: by account, period, policy and level, and anew
     * after each grant, since new money makes it another story.
     */
    public String dedupeKey(String policy, NoticeLevel level) {
        return account + "|" + balance.period().ordinal() + "|"
                + balance.granted().micros() + "|" + policy + "|" + level;
    }
}
