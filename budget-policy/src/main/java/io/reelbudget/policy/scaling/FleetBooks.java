package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Result.Held;
import io.reelbudget.ledger.Result.Shortfall;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the ledger knows of instances. Nothing is kept beside it: an instance is an open hold with labels, a receipt a
 * note under a key that follows from the request's, and each command's key follows from what it is about. So whatever a
 * crash cuts off is done once when it is done again.
 *
 * <p>This class is thread-safe as long as one thread at a time works on an account.
 */
final class FleetBooks {

    /** How long a hold outlives what is held for: longer than any process should be down. */
    private static final Duration GRACE = Duration.ofDays(2);

    /** A hold that does not last so long is raised by an hour. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private static final String NOTE_KIND = "fleet-receipt";

    private final BlockingLedger ledger;

    FleetBooks(BlockingLedger ledger) {
        this.ledger = ledger;
    }

    /** Returns what is held for instances of an account itself, the oldest first, named as far as receipts did. */
    List<FleetSlot> slots(AccountPath account) {
        List<FleetSlot> slots = ledger.openHolds(account).stream()
                .flatMap(hold -> FleetSlot.of(hold).stream())
                .toList();
        Map<IdempotencyKey, Optional<InstanceReceipt>> receipts = slots.stream()
                .map(FleetSlot::request)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), request -> receipt(account, request)));
        return slots.stream()
                .map(slot -> receipts.getOrDefault(slot.request(), Optional.empty())
                        .filter(receipt -> slot.number() < receipt.ids().size())
                        .map(receipt -> slot.named(receipt.ids().get(slot.number())))
                        .orElse(slot))
                .toList();
    }

    /** Returns what is held for instances of an account and all below it. */
    Amount heldAtAndBelow(AccountPath account, Amount none) {
        String below = account + "/";
        return ledger.accounts().stream()
                .filter(each -> each.equals(account) || each.toString().startsWith(below))
                .flatMap(each -> ledger.openHolds(each).stream())
                .filter(FleetSlot::isOne)
                .map(OpenHold::amount)
                .reduce(none, Amount::plus);
    }

    /**
     * Holds what one instance is expected to cost, or says that there is no money for it; asked again, answers alike.
     */
    Optional<FleetSlot> place(InstanceRequest request, int number, InstanceOffer offer, Amount amount) {
        IdempotencyKey key = named("instance " + number + " of request " + request.key(), request.account());
        Labels labels = new Labels(Map.of(
                FleetSlot.LABEL_OFFER,
                offer.name(),
                FleetSlot.LABEL_REQUEST,
                request.key().toString(),
                FleetSlot.LABEL_NUMBER,
                Integer.toString(number)));
        Duration lease = request.expected().plus(offer.boot()).plus(GRACE);
        Duration most = lease.compareTo(Command.MAX_LEASE) > 0 ? Command.MAX_LEASE : lease;
        Optional<Result> before = ledger.read(new Query.OutcomeOf(request.account(), key));
        Result outcome = before.orElseGet(
                () -> ledger.submit(new Command.PlaceHold(request.account(), key, amount, most, labels)));
        if (outcome instanceof Shortfall) {
            return Optional.empty();
        }
        HoldId id = ((Held) outcome).id();
        return open(id).flatMap(FleetSlot::of);
    }

    /** Returns whether a request's hold was placed or refused before. */
    boolean isDecided(InstanceRequest request, int number) {
        IdempotencyKey key = named("instance " + number + " of request " + request.key(), request.account());
        return ledger.read(new Query.OutcomeOf(request.account(), key)).isPresent();
    }

    /** Returns the receipt that was recorded for a request. */
    Optional<InstanceReceipt> receipt(AccountPath account, IdempotencyKey request) {
        return ledger.read(new Query.OutcomeOf(account, receiptKey(account, request)))
                .filter(Result.Noted.class::isInstance)
                .map(noted -> ((Result.Noted) noted).sequence())
                .flatMap(sequence -> entry(account, sequence))
                .map(entry -> ReceiptNote.read(entry.text()));
    }

    void record(AccountPath account, IdempotencyKey request, InstanceReceipt receipt) {
        ledger.submit(new Command.Note(account, receiptKey(account, request), NOTE_KIND, ReceiptNote.write(receipt)));
    }

    /** Gives back what is held for an instance that was not started. */
    void release(FleetSlot slot, String reason) {
        ledger.release(
                slot.holdId(),
                named("not started " + slot.holdId(), slot.holdId().account()),
                reason);
    }

    /**
     * Posts what an instance has cost by the end of each billing period that is over, and holds what the next one
     * costs.
     *
     * @return whether there is money for the next one
     */
    boolean bill(FleetSlot slot, InstanceOffer offer, Instant now) {
        Duration period = period(offer);
        long over = Math.max(0, Duration.between(slot.ordered(), now).dividedBy(period));
        Amount each = offer.cost(period);
        long first = billed(slot, over);
        for (long number = first + 1; number <= over; number++) {
            ledger.submit(new Command.CaptureHold(
                    slot.holdId(), billKey(slot, number), each, Labels.none(), Command.Ending.PARTIAL));
        }
        Amount held = open(slot.holdId()).map(OpenHold::amount).orElseGet(() -> Amount.zero(each.unit()));
        boolean isExpiring = slot.hold().leaseEnd().isBefore(now.plus(GRACE.dividedBy(2)));
        Duration unbilled = Duration.between(slot.ordered().plus(period.multipliedBy(over)), now);
        Amount soon = offer.cost(unbilled.plus(AHEAD).isNegative() ? Duration.ZERO : unbilled.plus(AHEAD));
        if (!held.isLessThan(soon) && !isExpiring) {
            return true;
        }
        Amount wanted = atLeastOneMicro(held.max(each).max(soon));
        IdempotencyKey key = named(
                "hold on " + slot.holdId() + " until " + now, slot.holdId().account());
        return ledger.extend(slot.holdId(), key, wanted, period.plus(GRACE)) instanceof Held;
    }

    /** Posts the rest of what an instance cost, and ends its hold. */
    void end(FleetSlot slot, Optional<InstanceOffer> offer, Instant at, String how) {
        Instant end = at.isBefore(slot.ordered()) ? slot.ordered() : at;
        Duration lived = Duration.between(slot.ordered(), end);
        Amount rest = offer.map(each -> {
                    long over = lived.dividedBy(period(each));
                    Amount posted = CapacityPlan.times(each.cost(period(each)), (int) billed(slot, over));
                    return each.cost(lived).minus(posted).max(Amount.zero(posted.unit()));
                })
                .orElseGet(slot::held);
        ledger.submit(new Command.CaptureHold(
                slot.holdId(),
                named("end of " + slot.holdId(), slot.holdId().account()),
                rest,
                Labels.of(FleetSlot.LABEL_ENDED, how)));
    }

    /** Remembers how something about an account came out, once; returns whether it was new. */
    boolean isNews(AccountPath account, String what) {
        IdempotencyKey key = named(what, account);
        if (ledger.read(new Query.OutcomeOf(account, key)).isPresent()) {
            return false;
        }
        ledger.submit(new Command.Note(account, key, NOTE_KIND, what));
        return true;
    }

    /** Returns whether something about an account was remembered. */
    boolean isKnown(AccountPath account, String what) {
        return ledger.read(new Query.OutcomeOf(account, named(what, account))).isPresent();
    }

    /** The bills of a slot are numbered without gaps, so that the last one is found by halving. */
    private long billed(FleetSlot slot, long most) {
        long low = 0;
        long high = most;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            boolean isBilled = ledger.read(new Query.OutcomeOf(slot.holdId().account(), billKey(slot, middle)))
                    .isPresent();
            if (isBilled) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private Optional<OpenHold> open(HoldId id) {
        return ledger.openHolds(id.account()).stream()
                .filter(each -> each.id().equals(id))
                .findFirst();
    }

    private Optional<Entry> entry(AccountPath account, long sequence) {
        List<Entry> page = new ArrayList<>(ledger.read(new Query.StatementOf(account, OptionalLong.of(sequence + 1), 1))
                .entries());
        page.sort(Comparator.comparingLong(Entry::sequence).reversed());
        return page.stream().filter(entry -> entry.sequence() == sequence).findFirst();
    }

    /** Whole billing steps of an hour or a little more. */
    static Duration period(InstanceOffer offer) {
        long steps = Math.max(
                1, Duration.ofHours(1).plus(offer.billing()).minusNanos(1).dividedBy(offer.billing()));
        return offer.billing().multipliedBy(steps);
    }

    /** The ledger holds nothing less, and an instance that costs nothing is followed like others. */
    static Amount atLeastOneMicro(Amount amount) {
        return amount.isPositive() ? amount : Amount.ofMicros(1, amount.unit());
    }

    private static IdempotencyKey billKey(FleetSlot slot, long number) {
        return named("bill " + number + " of " + slot.holdId(), slot.holdId().account());
    }

    private static IdempotencyKey receiptKey(AccountPath account, IdempotencyKey request) {
        return named("receipt of " + request, account);
    }

    private static IdempotencyKey named(String what, AccountPath account) {
        return IdempotencyKey.named("fleet of " + account + ": " + what);
    }
}
