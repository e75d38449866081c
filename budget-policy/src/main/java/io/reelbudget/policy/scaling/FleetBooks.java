package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyConflictException;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ledger knows of instances: an instance is an open hold whose labels say all about it. What its hold stands
 * for is posted by ending the hold, after the next one was placed: a hold that is open is not posted, one that is gone
 * is, however long ago commands were. So whatever a crash cuts off is done once when it is gone on with.
 *
 * <p>This class is thread-safe as long as one thread at a time works on a root.
 */
final class FleetBooks {

    /** How long a hold outlives what is held for. */
    static final Duration GRACE = Duration.ofDays(2);

    private static final Duration KEY_SURELY_KNOWN = Duration.ofDays(1);

    private final BlockingLedger ledger;
    private final InstantSource clock;
    private final FleetNotes notes;
    private final LateEnd lateEnd;

    FleetBooks(BlockingLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.notes = new FleetNotes(ledger);
        this.lateEnd = new LateEnd(ledger);
    }

    FleetNotes notes() {
        return notes;
    }

    BlockingLedger ledger() {
        return ledger;
    }

    /** Returns what is held for instances of an account itself, the oldest first, named as far as receipts did. */
    List<FleetSlot> slots(AccountPath account) {
        Map<IdempotencyKey, Optional<InstanceReceipt>> receipts = new HashMap<>();
        return FleetSlot.among(ledger.openHolds(account)).stream()
                .map(slot -> slot.isConfirmed()
                        ? slot
                        : receipts.computeIfAbsent(slot.request(), request -> receipt(slot))
                                .map(receipt -> slot.told(
                                        slot.number() < receipt.ids().size()
                                                ? receipt.ids().get(slot.number())
                                                : ""))
                                .orElse(slot))
                .toList();
    }

    /** Returns the receipt of the request that an instance is of. */
    Optional<InstanceReceipt> receipt(FleetSlot slot) {
        AccountPath account = slot.holdId().account();
        Optional<InstanceReceipt> known = notes.receipt(account, slot.request());
        boolean isOld = !clock.instant().isBefore(slot.ordered().plus(KEY_SURELY_KNOWN));
        return known.isEmpty() && isOld ? notes.oldReceipt(account, slot.request(), slot.ordered()) : known;
    }

    /** Ends what a crash left behind: holds after which the next one of their instance was placed. */
    void tidy(AccountPath account) {
        List<OpenHold> holds = ledger.openHolds(account);
        Map<String, FleetSlot> newest = new HashMap<>();
        FleetSlot.among(holds).forEach(slot -> newest.put(slot.state().instance(), slot));
        for (OpenHold hold : holds) {
            FleetSlot.of(hold).ifPresent(slot -> {
                FleetSlot current = newest.getOrDefault(slot.state().instance(), slot);
                if (!current.holdId().equals(slot.holdId())) {
                    post(slot, current.postedUntil());
                }
            });
        }
    }

    /** What became of the wish to hold for one more instance. */
    sealed interface Placing {
        /** It is held for. */
        record Placed(FleetSlot slot) implements Placing {}

        /** There is no money for it. */
        record NoMoney() implements Placing {}

        /** It was held for before, and is not any more. */
        record Over() implements Placing {}
    }

    /** Holds for the first time for one instance; asked again, answers alike. */
    Placing place(InstanceRequest request, int number, InstanceOffer offer, Amount amount, Instant now) {
        IdempotencyKey key = key(request, number);
        Optional<Result> before = ledger.read(new Query.OutcomeOf(request.account(), key));
        if (before.isPresent()) {
            return before.get() instanceof Held ? new Placing.Over() : new Placing.NoMoney();
        }
        SlotState state = new SlotState(
                offer.name(),
                request.key(),
                number,
                request.instances(),
                request.expected(),
                offer.price(),
                now,
                now,
                0,
                Optional.empty(),
                Optional.empty());
        try {
            Result.HoldResult outcome = ledger.submit(new Command.PlaceHold(
                    request.account(), key, amount, lease(request.expected().plus(offer.boot())), state.labels()));
            return outcome.fold(held -> new Placing.Placed(slot(held, state, now)), shortfall -> new Placing.NoMoney());
        } catch (IdempotencyConflictException longAgo) {
            return new Placing.Over(); // its hold expired, and the key was forgotten
        }
    }

    /** Returns whether a request's hold was placed or refused before. */
    boolean isDecided(InstanceRequest request, int number) {
        return ledger.read(new Query.OutcomeOf(request.account(), key(request, number)))
                .isPresent();
    }

    static FleetSlot slot(Held held, SlotState state, Instant placed) {
        return FleetSlot.of(new OpenHold(held.id(), held.amount(), placed, held.leaseEnd(), state.labels()), state);
    }

    static Duration lease(Duration heldFor) {
        Duration lease = heldFor.plus(GRACE);
        return lease.compareTo(Command.MAX_LEASE) > 0 ? Command.MAX_LEASE : lease;
    }

    /** Posts what an instance has cost from the begin of its hold on until the next one's, and ends the hold. */
    void post(FleetSlot slot, Instant until) {
        Amount due = slot.price().cost(slot.ordered(), slot.postedUntil(), until);
        if (due.isZero()) {
            release(slot, "held for by another hold");
        } else {
            capture(slot, due, Labels.of(FleetSlot.LABEL_UNTIL, until.toString()));
        }
    }

    /** Gives back what is held for an instance, all of it. */
    void release(FleetSlot slot, String reason) {
        ledger.release(slot.holdId(), IdempotencyKey.named("fleet: release of " + slot.holdId()), reason);
    }

    /** Ends an instance that never worked: what was posted for it goes back, too. */
    void fail(FleetSlot slot) {
        lateEnd.giveBackAfter(slot, slot.ordered(), "failed");
        release(slot, "failed");
    }

    /** Posts the rest of what an instance cost until an instant, or gives back what was posted beyond. */
    void end(FleetSlot slot, Instant at, String how) {
        Instant end = at.isBefore(slot.ordered()) ? slot.ordered() : at;
        lateEnd.giveBackAfter(slot, end, how);
        Instant posted = end.isBefore(slot.postedUntil()) ? slot.postedUntil() : end;
        Amount rest = slot.price().cost(slot.ordered(), slot.postedUntil(), posted);
        capture(slot, rest, Labels.of(FleetSlot.LABEL_ENDED, how).with(FleetSlot.LABEL_UNTIL, posted.toString()));
    }

    private void capture(FleetSlot slot, Amount amount, Labels labels) {
        ledger.submit(new Command.CaptureHold(
                slot.holdId(), IdempotencyKey.named("fleet: end of " + slot.holdId()), amount, labels));
    }

    /** Returns what is held for an instance at first. */
    static Amount expectedCost(InstanceRequest request, InstanceOffer offer) {
        Duration expected = request.expected().compareTo(Duration.ZERO) > 0
                ? request.expected()
                : offer.price().period();
        return atLeastOneMicro(offer.cost(expected));
    }

    /** The ledger holds nothing less, and an instance that costs nothing is followed like others. */
    static Amount atLeastOneMicro(Amount amount) {
        return amount.isPositive() ? amount : Amount.ofMicros(1, amount.unit());
    }

    private static IdempotencyKey key(InstanceRequest request, int number) {
        return IdempotencyKey.named("fleet: instance " + number + " of request " + request.key());
    }
}
