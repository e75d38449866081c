package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * What an account spent before the demo began: invented, and labelled so in the ledger. Hour by hour over four weeks,
 * with days, nights and noise, and adding up exactly to what was asked for.
 */
final class SyntheticHistory {

    static final int DAYS = 28;
    static final int HOURS = DAYS * 24;

    private static final Duration LEASE = Duration.ofHours(1);
    private static final Labels LABEL = Labels.of("synthetic", "history invented for the demo");

    private final AccountPath account;
    private final List<Amount> hours;

    private SyntheticHistory(AccountPath account, List<Amount> hours) {
        this.account = account;
        this.hours = hours;
    }

    /** Draws a history that adds up to a total. */
    static SyntheticHistory draw(
            AccountPath account, Amount total, Instant start, ZoneId zone, RandomGenerator random) {
        double[] weights = new double[HOURS];
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            weights[hour] = weight(start.plus(Duration.ofHours(hour)).atZone(zone), random);
            sum += weights[hour];
        }
        List<Amount> hours = new ArrayList<>(HOURS);
        long posted = 0;
        double share = 0;
        for (double weight : weights) {
            // Differences of a rounded running sum: nothing is lost to rounding by the end.
            share += weight;
            long until = Math.round(total.micros() * Math.min(1, share / sum));
            hours.add(Amount.ofMicros(until - posted, total.unit()));
            posted = until;
        }
        return new SyntheticHistory(account, List.copyOf(hours));
    }

    /** Submits one hour's spending at the ledger's present time: a hold and its capture, like any job's. */
    CompletionStage<Result.Captured> submit(Ledger ledger, int hour) {
        Amount amount = hours.get(hour).max(Amount.ofMicros(1, hours.get(hour).unit()));
        IdempotencyKey key = IdempotencyKey.named("synthetic hour " + hour + " of " + account);
        CompletionStage<Result.HoldResult> hold =
                ledger.submit(new Command.PlaceHold(account, key, amount, LEASE, LABEL));
        CompletionStage<Result.Captured> capture = ledger.submit(new Command.CaptureHold(
                new HoldId(account, key),
                IdempotencyKey.named("capture of synthetic hour " + hour + " of " + account),
                hours.get(hour),
                LABEL));
        return hold.thenCombine(capture, (held, captured) -> captured);
    }

    /** Busy by day, quiet by night, and never twice the same. */
    private static double weight(ZonedDateTime time, RandomGenerator random) {
        double day = 1 - 0.7 * Math.cos((time.getHour() - 3) * Math.PI / 12);
        return day * Math.exp(0.15 * random.nextGaussian());
    }
}
