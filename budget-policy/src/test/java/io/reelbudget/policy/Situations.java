package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Period;
import io.reelbudget.ledger.Balance;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.policy.Stance.Instances;
import io.reelbudget.policy.Stance.Mode;
import io.reelbudget.policy.spi.QueuedJob;
import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Situations of one account in November 2026. */
final class Situations {

    static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");
    static final AccountPath ACCOUNT = AccountPath.of("acme/video");
    static final Period NOVEMBER =
            new Period(24_322, Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

    private Situations() {}

    static Amount usd(String decimal) {
        return Amount.parse(decimal, Unit.USD);
    }

    static Balance balance(Amount granted, Amount posted, Amount held) {
        Amount zero = Amount.zero(granted.unit());
        return new Balance(ACCOUNT, NOW, granted, posted, held, zero, zero, zero, NOVEMBER, granted, posted);
    }

    /** Returns a situation with so much left to spend of 100 US dollars. */
    static BudgetSituation situation(Duration median, String left, Stance stance, QueuedJob... queue) {
        Balance balance = balance(usd("100"), usd("100").minus(usd(left)), usd("0"));
        return new BudgetSituation(
                NOW,
                ACCOUNT,
                balance,
                Forecasts.exhaustedAfter(
                        median, NOW, NOVEMBER.end(), Math.max(0, usd(left).micros())),
                List.of(queue),
                List.of(),
                Threshold.standard(),
                stance);
    }

    /** Returns a situation with a forecast and so much left to spend of 100 US dollars. */
    static BudgetSituation situation(RunwayForecast forecast, String left, Threshold threshold) {
        Balance balance = balance(usd("100"), usd("100").minus(usd(left)), usd("0"));
        return new BudgetSituation(NOW, ACCOUNT, balance, forecast, List.of(), List.of(), threshold, Stance.normal());
    }

    static Stance acted(Mode mode, String policy, Instances instances) {
        return new Stance(mode, NOW, NOVEMBER.ordinal(), policy, instances, List.of(), List.of());
    }
}
