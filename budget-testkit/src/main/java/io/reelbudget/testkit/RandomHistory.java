package io.reelbudget.testkit;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Periods;
import io.reelbudget.account.Plan;
import io.reelbudget.account.Rollover;
import io.reelbudget.account.Window;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random commands that a seed determines: few accounts and few holds, so that they meet often.
 *
 * <p>This class is not thread-safe.
 */
public final class RandomHistory {

    private static final List<String> PATHS = List.of("a", "a/x", "a/x/y", "a/z", "b");

    private final SplittableRandom random;
    private final SettableClock clock;
    private final List<Command<?>> sent = new ArrayList<>();
    private final List<HoldId> holds = new ArrayList<>();
    private final List<Command.Refund> charges = new ArrayList<>();
    private long keys;

    /**
     * Makes a history.
     *
     * @param seed the same seed makes the same history where the answers are the same
     * @param clock is moved now and then
     */
    public RandomHistory(long seed, SettableClock clock) {
        this.random = new SplittableRandom(seed);
        this.clock = clock;
    }

    /** Returns the next command. */
    public Command<?> next() {
        clock.advance(
                random.nextInt(20) == 0
                        ? Duration.ofHours(random.nextInt(500))
                        : Duration.ofMillis(1 + random.nextInt(100_000)));
        Command<?> command = sent.size() < PATHS.size()
                ? new Command.OpenAccount(AccountPath.of(PATHS.get(sent.size())), key(), plan())
                : choose(random.nextInt(100));
        sent.add(command);
        if (command instanceof Command.PlaceHold place) {
            holds.add(new HoldId(place.account(), place.key()));
        }
        return command;
    }

    /** Notes an answer: later commands may correct what was charged. */
    public void told(Command<?> command, Result result) {
        if (result instanceof Result.Captured captured && captured.amount().isPositive()) {
            charges.add(new Command.Refund(
                    command.account(), command.key(), captured.entry(), captured.amount(), "a charge"));
        }
    }

    private Command<?> choose(int choice) {
        if (choice < 35) {
            return new Command.PlaceHold(account(), key(), amount(), lease(), labels());
        } else if (choice < 55) {
            return new Command.CaptureHold(hold(), key(), amount(), labels());
        } else if (choice < 62) {
            return new Command.CaptureHold(hold(), key(), amount(), labels(), Command.Ending.PARTIAL);
        } else if (choice < 68) {
            return new Command.ExtendHold(hold(), key(), amount(), lease());
        } else if (choice < 72) {
            return new Command.ReleaseHold(hold(), key(), "cancelled");
        } else if (choice < 78) {
            return new Command.TopUp(account(), key(), amount(), GrantKind.PROMOTIONAL, offer(), "welcome");
        } else if (choice < 82) {
            return new Command.Renew(account(), key());
        } else if (choice < 85) {
            return new Command.ChangePlan(
                    account(), key(), plan(), List.of(PlanChange.values()).get(random.nextInt(3)));
        } else if (choice < 91) {
            return correction();
        } else if (choice < 93) {
            return new Command.WriteOff(account(), key(), amount(), "goodwill");
        } else if (choice < 95) {
            return new Command.Note(account(), key(), "note", "text");
        }
        return sent.get(random.nextInt(sent.size()));
    }

    private Command<?> correction() {
        if (charges.isEmpty()) {
            return new Command.RecordUsage(account(), key(), amount(), clock.instant(), labels());
        }
        Command.Refund charge = charges.get(random.nextInt(charges.size()));
        return random.nextBoolean()
                ? new Command.Refund(charge.account(), key(), charge.entry(), amount(), "refund")
                : new Command.Correct(charge.account(), key(), charge.entry(), amount(), labels(), "price");
    }

    private Plan plan() {
        Plan plan = Plan.monthly(usd(random.nextLong(50_000_000)), ZoneOffset.UTC)
                .withAnchorDay(1 + random.nextInt(31))
                .withRollover(random.nextBoolean() ? Rollover.none() : Rollover.all());
        return random.nextInt(3) > 0
                ? plan
                : plan.withLimit(
                        Limit.hard(usd(random.nextLong(40_000_000)), Window.each(Periods.days(ZoneOffset.UTC))));
    }

    private GrantOffer offer() {
        GrantOffer offer = GrantOffer.expiring(
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(clock.instant().plus(Duration.ofHours(1 + random.nextInt(2_000)))));
        return random.nextBoolean() ? offer : offer.onlyFor(Labels.of("codec", "av1"));
    }

    private AccountPath account() {
        return AccountPath.of(random.nextInt(50) == 0 ? "nobody" : PATHS.get(random.nextInt(PATHS.size())));
    }

    private HoldId hold() {
        return holds.isEmpty()
                ? new HoldId(account(), key())
                : holds.get(holds.size() - 1 - random.nextInt(Math.min(8, holds.size())));
    }

    private Amount amount() {
        return usd(1 + random.nextLong(5_000_000));
    }

    private static Amount usd(long micros) {
        return Amount.ofMicros(micros, Unit.USD);
    }

    private Duration lease() {
        return Duration.ofMinutes(1 + random.nextInt(3_000));
    }

    private Labels labels() {
        return random.nextInt(3) == 0 ? Labels.of("codec", "av1") : Labels.none();
    }

    private IdempotencyKey key() {
        keys++;
        return new IdempotencyKey(0x7E57, keys);
    }
}
