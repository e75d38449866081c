package io.reelbudget.policy.scaling;

import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Posts what an instance has cost and holds what comes next, by the ledger alone: whatever a platform does, what runs
 * is posted.
 *
 * <p>Each hold of an instance stands for a stretch of time. When it is over, the next one is placed, with all that is
 * known in its labels, and then this one is captured. Of the money that is still held, as much goes over to the next
 * hold as is not due; so caps hold at every moment.
 *
 * <p>This class is not thread-safe; whoever uses it has the turn of the account's root.
 */
final class FleetBilling {

    /** A hold that does not last so long is raised. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** An instance whose hold does not last so long, and cannot be raised, has to go: two looks of the facade. */
    private static final Duration LEAST_AHEAD = Duration.ofMinutes(2);

    /** A receipt is in labels after so long; until then it is a note whose key is remembered for days. */
    private static final Duration KEY_SURELY_KNOWN = Duration.ofHours(1);

    /** How far a hold of a millionth may go below nothing: it only stands for what is posted anyway. */
    private static final long BEYOND = Amount.MAX_MICROS / 4;

    private final FleetBooks books;
    private final BlockingLedger ledger;
    private final CapRoom room;
    private final Instant now;

    FleetBilling(FleetBooks books, CapRoom room, Instant now) {
        this.books = books;
        this.ledger = books.ledger();
        this.room = room;
        this.now = now;
    }

    /** Whether there is money for what an instance costs next. */
    enum Money {
        /** There is. */
        ENOUGH,
        /** There is none, or a cap allows no more. */
        NOT_ENOUGH
    }

    /**
     * Posts what is due, and holds on; for one that may not have started, nothing is posted until a receipt says so.
     */
    Money bill(FleetSlot slot) {
        if (!slot.isConfirmed()) {
            return holdOn(slot);
        }
        Instant due = slot.price().lastPeriodEnd(slot.ordered(), now);
        boolean isUntold = slot.state().told().isEmpty();
        boolean isOld = !now.isBefore(slot.ordered().plus(KEY_SURELY_KNOWN));
        if (due.isAfter(slot.postedUntil())) {
            return holdOn(goOn(slot, due, slot.state().leaving()));
        }
        return holdOn(
                isUntold && isOld ? goOn(slot, slot.postedUntil(), slot.state().leaving()) : slot);
    }

    /** Takes note in the labels that an instance was asked to stop; what it costs is posted until it is gone. */
    void leave(FleetSlot slot) {
        Instant step = slot.price().lastStepEnd(slot.ordered(), now);
        Instant until = step.isBefore(slot.postedUntil()) ? slot.postedUntil() : step;
        goOn(slot, until, Optional.of(now));
    }

    /** Holds on, and says whether the money does. */
    private Money holdOn(FleetSlot slot) {
        FleetSlot current = raised(slot);
        if (current.held().isLessThan(cost(current, LEAST_AHEAD))) {
            // What has run up takes room; posted, it leaves that to what comes.
            Instant step = current.price().lastStepEnd(current.ordered(), now);
            if (current.isConfirmed() && step.isAfter(current.postedUntil())) {
                current = raised(goOn(current, step, current.state().leaving()));
            }
        }
        if (current.hold().leaseEnd().isBefore(now.plus(FleetBooks.GRACE.dividedBy(2)))) {
            ledger.renewLease(current.holdId(), key("lease", current.holdId(), current.held()), lease(current));
        }
        return current.held().isLessThan(cost(current, LEAST_AHEAD)) ? Money.NOT_ENOUGH : Money.ENOUGH;
    }

    private FleetSlot raised(FleetSlot slot) {
        Amount soon = cost(slot, AHEAD);
        if (!slot.held().isLessThan(soon)) {
            return slot;
        }
        for (Amount wanted : List.of(soon.max(slot.price().cost(slot.price().period())), soon)) {
            Amount more = room.within(wanted.minus(slot.held()));
            Amount target = slot.held().plus(more);
            if (more.isPositive()
                    && isThere(slot, more)
                    && ledger.extend(slot.holdId(), key("raise", slot.holdId(), target), target, lease(slot))
                            instanceof Held held) {
                room.change(more);
                return FleetBooks.slot(held, slot.state(), slot.hold().placed());
            }
        }
        return slot;
    }

    /**
     * Returns whether an amount is left at each level. The ledger itself would say yes to a hold that was placed beyond
     * what the account has: it keeps that overdraft.
     */
    private boolean isThere(FleetSlot slot, Amount more) {
        return slot.holdId().account().levels().stream()
                .filter(level -> !ledger.read(new Query.PlanOf(level)).isUnlimited())
                .map(ledger::balance)
                .map(balance -> balance.available().plus(balance.overdraftLimit()))
                .noneMatch(left -> left.isLessThan(more));
    }

    /** Returns what a slot costs from where it is posted to until so long after now. */
    private Amount cost(FleetSlot slot, Duration ahead) {
        Instant until = now.plus(ahead);
        return slot.price()
                .cost(
                        slot.ordered(),
                        slot.postedUntil(),
                        until.isBefore(slot.postedUntil()) ? slot.postedUntil() : until);
    }

    /**
     * Places the next hold of an instance, which begins at an instant, and posts what this one stood for. Of what is
     * held and not due, all goes over. Where there is no money for another hold at all, one of a millionth stands for
     * the instance, beyond what the account has; where even that is refused, this one stays, and is posted later.
     */
    private FleetSlot goOn(FleetSlot slot, Instant from, Optional<Instant> leaving) {
        Amount due = slot.price().cost(slot.ordered(), slot.postedUntil(), from);
        Amount kept = kept(slot.held(), due);
        Amount spare = slot.held().minus(kept);
        SlotState state = slot.state().next(from, slot.told(), leaving);
        Amount wanted = FleetBooks.atLeastOneMicro(spare.plus(room.within(missing(slot, from, spare))));
        List<Command<Result.HoldResult>> commands = new ArrayList<>();
        if (spare.isPositive()) {
            commands.add(new Command.ExtendHold(slot.holdId(), key("lower", slot.holdId(), kept), kept, lease(slot)));
        }
        commands.add(place(slot, state, wanted, Optional.empty()));
        List<Result.HoldResult> outcomes = ledger.submitAll(commands);
        Optional<Held> next = held(outcomes.get(outcomes.size() - 1));
        if (next.isEmpty() && spare.isPositive() && spare.isLessThan(wanted)) {
            next = held(ledger.submit(place(slot, state, spare, Optional.empty())));
        }
        if (next.isEmpty()) {
            next = held(
                    ledger.submit(place(slot, state, micro(due), Optional.of(Amount.ofMicros(BEYOND, due.unit())))));
        }
        room.change(kept.minus(slot.held()));
        if (next.isEmpty()) {
            return FleetSlot.of(withAmount(slot, kept), slot.state());
        }
        books.post(slot, from);
        room.change(next.get().amount().minus(kept));
        return FleetBooks.slot(next.get(), state, now);
    }

    /** What stays held until it is posted: what is due, but for the millionth that the next hold needs at least. */
    private static Amount kept(Amount held, Amount due) {
        Amount most = held.minus(micro(held));
        return most.isPositive() ? most.min(FleetBooks.atLeastOneMicro(due)) : held;
    }

    /** Returns how much more than what goes over the next hold should be of. */
    private Amount missing(FleetSlot slot, Instant from, Amount spare) {
        Instant until = now.plus(AHEAD);
        Amount soon = slot.price().cost(slot.ordered(), from, until.isBefore(from) ? from : until);
        if (!spare.isLessThan(soon)) {
            return Amount.zero(spare.unit());
        }
        return soon.max(slot.price().cost(slot.price().period())).minus(spare);
    }

    private static Command.PlaceHold place(FleetSlot slot, SlotState state, Amount amount, Optional<Amount> overdraft) {
        Labels labels = state.labels();
        return new Command.PlaceHold(
                slot.holdId().account(),
                IdempotencyKey.named(
                        "fleet: " + amount + " after " + slot.holdId() + " as " + labels.values() + overdraft),
                amount,
                lease(slot),
                labels,
                overdraft);
    }

    private static Optional<Held> held(Result.HoldResult outcome) {
        return outcome.fold(Optional::of, shortfall -> Optional.empty());
    }

    private static OpenHold withAmount(FleetSlot slot, Amount amount) {
        OpenHold hold = slot.hold();
        return new OpenHold(hold.id(), amount, hold.placed(), hold.leaseEnd(), hold.labels());
    }

    private static Amount micro(Amount like) {
        return Amount.ofMicros(1, like.unit());
    }

    private static Duration lease(FleetSlot slot) {
        return FleetBooks.lease(slot.price().period());
    }

    private IdempotencyKey key(String what, HoldId hold, Amount amount) {
        return IdempotencyKey.named("fleet: " + what + " " + hold + " to " + amount + " at " + now);
    }
}
