package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random commands that a seed determines: few accounts and few holds, so that they meet often. */
final class Workload {

    private static final List<String> PATHS = List.of("a", "a/x", "a/x/y", "a/x/z", "b", "b/w");

    /** Whether the clock is put back now and then. */
    enum Time {
        WITH_SETBACKS,
        STEADY
    }

    private final SplittableRandom random;
    private final ManualClock clock;
    private final Time time;
    private final List<Command<?>> sent = new ArrayList<>();
    private final List<HoldId> holds = new ArrayList<>();
    private long keys;

    Workload(SplittableRandom random, ManualClock clock, Time time) {
        this.random = random;
        this.clock = clock;
        this.time = time;
    }

    Command<?> next() {
        moveClock();
        Command<?> command = choose();
        sent.add(command);
        if (command instanceof Command.PlaceHold place) {
            holds.add(new HoldId(place.account(), place.key()));
        }
        return command;
    }

    private void moveClock() {
        switch (random.nextInt(24)) {
            case 0 -> clock.advance(Duration.ofDays(random.nextInt(40)));
            case 1 -> clock.advance(Duration.ofHours(random.nextInt(30)).multipliedBy(time == Time.STEADY ? 1 : -1));
            case 2, 3, 4 -> clock.advance(Duration.ofMinutes(random.nextInt(600)));
            case 5 -> {
                if (random.nextInt(10) == 0) {
                    clock.advance(Duration.ofDays(400));
                }
            }
            default -> clock.advance(Duration.ofNanos(random.nextInt(5_000_000)));
        }
    }

    private Command<?> choose() {
        int choice = sent.size() < PATHS.size() ? 0 : random.nextInt(100);
        if (choice < 3) {
            return new Command.OpenAccount(
                    sent.size() < PATHS.size() ? AccountPath.of(PATHS.get(sent.size())) : account(), key(), plan());
        } else if (choice < 38) {
            return new Command.PlaceHold(account(), key(), amount(), lease(), labels());
        } else if (choice < 62) {
            return new Command.CaptureHold(hold(), key(), maybeNothing(amount()), labels());
        } else if (choice < 72) {
            return new Command.ExtendHold(hold(), key(), amount(), lease());
        } else if (choice < 78) {
            return new Command.ReleaseHold(hold(), key(), "reason " + random.nextInt(3));
        } else if (choice < 84) {
            return topUp();
        } else if (choice < 90) {
            return new Command.Renew(account(), key());
        } else if (choice < 92) {
            return new Command.Note(account(), key(), "note", "text");
        } else if (choice < 97) {
            return sent.get(random.nextInt(sent.size()));
        }
        IdempotencyKey used = sent.get(random.nextInt(sent.size())).key();
        return new Command.PlaceHold(account(), used, amount(), lease(), Labels.none());
    }

    private Command<?> topUp() {
        Optional<Instant> expiry = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(clock.instant().plus(Duration.ofHours(random.nextInt(2_000) - 10)));
        GrantKind kind = random.nextBoolean() ? GrantKind.PAID : GrantKind.PROMOTIONAL;
        return new Command.TopUp(account(), key(), amount(), kind, expiry, "top-up");
    }

    private AccountPath account() {
        return AccountPath.of(random.nextInt(50) == 0 ? "nobody" : PATHS.get(random.nextInt(PATHS.size())));
    }

    private HoldId hold() {
        if (holds.isEmpty() || random.nextInt(30) == 0) {
            return new HoldId(account(), key());
        }
        // Young ones more often: old ones have ended.
        int back = Math.min(random.nextInt(holds.size()), random.nextInt(holds.size()));
        return holds.get(holds.size() - 1 - back);
    }

    private Plan plan() {
        long allowance = random.nextInt(4) == 0 ? 0 : random.nextLong(60_000_000);
        long overdraft = random.nextInt(3) == 0 ? random.nextLong(5_000_000) : 0;
        return Plan.monthly(usd(allowance), ZoneOffset.UTC)
                .withAnchorDay(1 + random.nextInt(31))
                .withOverdraftLimit(usd(overdraft));
    }

    private Amount amount() {
        return usd(1 + (random.nextInt(10) == 0 ? random.nextLong(100_000_000) : random.nextLong(6_000_000)));
    }

    private Amount maybeNothing(Amount amount) {
        return random.nextInt(12) == 0 ? usd(0) : amount;
    }

    private static Amount usd(long micros) {
        return Amount.ofMicros(micros, Unit.USD);
    }

    private Duration lease() {
        return Duration.ofMinutes(1 + random.nextInt(3_000));
    }

    private Labels labels() {
        return random.nextInt(4) == 0 ? Labels.of("codec", "av1") : Labels.none();
    }

    private IdempotencyKey key() {
        keys++;
        return new IdempotencyKey(0x5EED, keys);
    }
}
