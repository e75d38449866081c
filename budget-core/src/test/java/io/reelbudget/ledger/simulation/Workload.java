package io.reelbudget.ledger.simulation;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Grant;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.ManualClock;
import io.reelbudget.ledger.PendingTopUp;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.simulation.Swarm.Sort;
import io.reelbudget.ledger.simulation.Swarm.Trait;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Random commands that a seed determines: few accounts and few holds, so that they meet often. Each step has a random
 * number sequence of its own, so that leaving one out changes the others as little as can be.
 */
final class Workload {

    private static final List<String> PATHS = List.of("a", "a/x", "a/x/y", "a/x/z", "b", "b/w");
    private static final List<String> CODECS = List.of("av1", "hevc", "h264");

    /** Whether the clock is put back now and then. */
    enum Time {
        WITH_SETBACKS,
        STEADY
    }

    /** A number that the ledger gave, and the account it is about. */
    private static final List<PlanChange> CHANGES = List.of(PlanChange.values());

    private record EntryNumber(AccountPath account, long value) {}

    private final SplittableRandom seeds;
    private final ManualClock clock;
    private final Swarm swarm;
    private final List<Command<?>> sent = new ArrayList<>();
    private final List<HoldId> holds = new ArrayList<>();
    private final List<EntryNumber> charges = new ArrayList<>();
    private final List<EntryNumber> grants = new ArrayList<>();
    private final List<EntryNumber> requests = new ArrayList<>();
    private SplittableRandom random;
    private int opened;
    private long keys;

    Workload(SplittableRandom random, ManualClock clock, Time time) {
        this(
                random,
                clock,
                time == Time.STEADY ? Swarm.of(random.split()).without(Trait.SETBACKS) : Swarm.of(random.split()));
    }

    Workload(SplittableRandom random, ManualClock clock, Swarm swarm) {
        this.seeds = random;
        this.clock = clock;
        this.swarm = swarm;
        this.random = random.split();
    }

    /** Uses up the random numbers of a step that is left out. */
    void skip() {
        seeds.split();
        keys += 2;
    }

    Command<?> next() {
        random = seeds.split();
        moveClock();
        long before = keys;
        Command<?> command = choose();
        keys = before + 2;
        sent.add(command);
        if (command instanceof Command.PlaceHold place) {
            holds.add(new HoldId(place.account(), place.key()));
        }
        return command;
    }

    /** Notes the numbers that the ledger gave. */
    void told(Command<?> command, Result result) {
        if (result instanceof Result.Captured captured) {
            charges.add(new EntryNumber(command.account(), captured.entry()));
        } else if (result instanceof Result.Charged charged && charged.amount().isPositive()) {
            charges.add(new EntryNumber(command.account(), charged.entry()));
        }
    }

    void saw(AccountPath account, List<Grant> live, List<Grant> announced, List<PendingTopUp> pending) {
        grants.removeIf(number -> number.account().equals(account));
        requests.removeIf(number -> number.account().equals(account));
        live.forEach(grant -> grants.add(new EntryNumber(account, grant.id())));
        announced.forEach(grant -> grants.add(new EntryNumber(account, grant.id())));
        pending.forEach(request -> requests.add(new EntryNumber(account, request.request())));
    }

    private void moveClock() {
        switch (random.nextInt(24)) {
            case 0 -> clock.advance(Duration.ofDays(random.nextInt(40)));
            case 1 ->
                clock.advance(Duration.ofHours(random.nextInt(30)).multipliedBy(swarm.has(Trait.SETBACKS) ? -1 : 1));
            case 2, 3, 4 -> clock.advance(Duration.ofMinutes(random.nextInt(600)));
            case 5 -> {
                if (swarm.has(Trait.LONG_GAPS) && random.nextInt(10) == 0) {
                    clock.advance(Duration.ofDays(400));
                }
            }
            default -> {}
        }
        clock.advance(Duration.ofNanos(1_000 + random.nextInt(5_000_000)));
    }

    private Command<?> choose() {
        if (opened < PATHS.size()) {
            return new Command.OpenAccount(AccountPath.of(PATHS.get(opened++)), key(), plans().next());
        }
        Sort sort = swarm.choose(random);
        return switch (sort) {
            case OPEN -> new Command.OpenAccount(account(), key(), plans().next());
            case HOLD -> new Command.PlaceHold(account(), key(), amount(), lease(), labels(), overdraft());
            case CAPTURE -> new Command.CaptureHold(hold(), key(), maybeNothing(amount()), labels());
            case PARTIAL ->
                new Command.CaptureHold(hold(), key(), maybeNothing(amount()), labels(), Command.Ending.PARTIAL);
            case EXTEND -> new Command.ExtendHold(hold(), key(), amount(), lease());
            case LEASE -> new Command.RenewLease(hold(), key(), lease());
            case RELEASE -> new Command.ReleaseHold(hold(), key(), "reason " + random.nextInt(3));
            case RENEW -> new Command.Renew(account(), key());
            case NOTE -> new Command.Note(account(), key(), "note", "text");
            case AGAIN -> sent.get(random.nextInt(sent.size()));
            case USED_KEY -> {
                IdempotencyKey used = sent.get(random.nextInt(sent.size())).key();
                yield new Command.PlaceHold(account(), used, amount(), lease(), Labels.none());
            }
            default -> chooseOther(sort);
        };
    }

    private Command<?> chooseOther(Sort sort) {
        return switch (sort) {
            case TOP_UP -> topUp(GrantOffer.expiring(expiry(clock.instant())));
            case OFFER -> topUp(offer());
            case VOID -> {
                EntryNumber grant = numberOf(grants);
                yield new Command.VoidGrant(grant.account(), key(), grant.value(), "void");
            }
            case CONFIRM -> {
                EntryNumber request = numberOf(requests);
                yield new Command.ConfirmTopUp(request.account(), key(), request.value());
            }
            case CANCEL -> {
                EntryNumber request = numberOf(requests);
                yield new Command.CancelTopUp(request.account(), key(), request.value(), "declined");
            }
            case USAGE ->
                new Command.RecordUsage(
                        account(), key(), amount(), clock.instant().minus(Duration.ofMinutes(ago())), labels());
            case ADJUST -> {
                Amount amount = amount();
                yield new Command.Adjust(account(), key(), random.nextBoolean() ? amount : amount.negated(), "adjust");
            }
            case REFUND -> {
                EntryNumber charge = numberOf(charges);
                yield new Command.Refund(charge.account(), key(), charge.value(), amount(), "refund");
            }
            case CORRECT -> {
                EntryNumber charge = numberOf(charges);
                Amount total = maybeNothing(amount());
                yield new Command.Correct(charge.account(), key(), charge.value(), total, labels(), "correct");
            }
            case WRITE_OFF -> new Command.WriteOff(account(), key(), amount(), "write off");
            default ->
                new Command.ChangePlan(account(), key(), plans().next(), CHANGES.get(random.nextInt(CHANGES.size())));
        };
    }

    private RandomPlans plans() {
        return new RandomPlans(random, swarm);
    }

    private Command<?> topUp(GrantOffer offer) {
        GrantKind kind = random.nextBoolean() ? GrantKind.PAID : GrantKind.PROMOTIONAL;
        return new Command.TopUp(account(), key(), amount(), kind, offer, "top-up");
    }

    private GrantOffer offer() {
        Instant from = clock.instant();
        GrantOffer offer = GrantOffer.expiring(Optional.empty());
        if (random.nextBoolean()) {
            from = from.plus(Duration.ofHours(1 + random.nextInt(900)));
            offer = offer.from(from);
        }
        offer = new GrantOffer(offer.effective(), expiry(from), 90 + random.nextInt(20), Labels.none());
        return swarm.has(Trait.SCOPES) && random.nextInt(3) > 0 ? offer.onlyFor(codec()) : offer;
    }

    private Optional<Instant> expiry(Instant from) {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(from.plus(Duration.ofMinutes(1 + random.nextInt(120_000))));
    }

    private long ago() {
        return random.nextInt(3) == 0 ? random.nextInt(80_000) : random.nextInt(90);
    }

    private AccountPath account() {
        return AccountPath.of(random.nextInt(50) == 0 ? "nobody" : PATHS.get(random.nextInt(PATHS.size())));
    }

    private HoldId hold() {
        if (holds.isEmpty() || random.nextInt(30) == 0) {
            return new HoldId(account(), key());
        }
        // Young ones more often: old ones have ended.
        return holds.get(holds.size() - 1 - young(holds.size()));
    }

    private int young(int size) {
        return Math.min(random.nextInt(size), random.nextInt(size));
    }

    private EntryNumber numberOf(List<EntryNumber> numbers) {
        boolean none = numbers.isEmpty() || random.nextInt(30) == 0;
        return none
                ? new EntryNumber(account(), 1_000_000 + random.nextInt(9))
                : numbers.get(numbers.size() - 1 - young(numbers.size()));
    }

    private Amount amount() {
        long most = random.nextInt(10) == 0 ? 15 * swarm.largest() : swarm.largest();
        return usd(1 + random.nextLong(most));
    }

    private Amount maybeNothing(Amount amount) {
        return random.nextInt(12) == 0 ? usd(0) : amount;
    }

    private Optional<Amount> overdraft() {
        return swarm.has(Trait.OWN_OVERDRAFT) && random.nextInt(3) == 0
                ? Optional.of(usd(random.nextLong(swarm.largest())))
                : Optional.empty();
    }

    private static Amount usd(long micros) {
        return Amount.ofMicros(micros, Unit.USD);
    }

    private Duration lease() {
        return Duration.ofMinutes(1 + random.nextInt(3_000));
    }

    private Labels labels() {
        return random.nextInt(swarm.has(Trait.SCOPES) ? 2 : 4) == 0 ? codec() : Labels.none();
    }

    private Labels codec() {
        return Labels.of("codec", CODECS.get(random.nextInt(CODECS.size())));
    }

    private IdempotencyKey key() {
        keys++;
        return new IdempotencyKey(0x5EED, keys);
    }
}
