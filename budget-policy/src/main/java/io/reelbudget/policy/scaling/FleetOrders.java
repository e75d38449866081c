package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Orders instances: holds for each, notes how many that are, asks for them, and notes the receipt. Cut off anywhere, it
 * goes on from what the holds' labels and the notes say.
 *
 * <p>This class is thread-safe as long as one thread at a time works on a root.
 */
final class FleetOrders {

    /** An order that keeps failing is given up after so long where a list says what runs. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** And after so long where none does, so that what it may have started is held for until then. */
    private static final Duration PATIENCE_BLINDLY = Duration.ofDays(1);

    private static final int MOST_DETAIL = 300;

    private final FleetBooks books;
    private final FleetIndex index;
    private final Provisioner provisioner;
    private final Function<AccountPath, Optional<FleetTerms>> terms;

    FleetOrders(
            FleetBooks books,
            FleetIndex index,
            Provisioner provisioner,
            Function<AccountPath, Optional<FleetTerms>> terms) {
        this.books = books;
        this.index = index;
        this.provisioner = provisioner;
        this.terms = terms;
    }

    /** Orders what a request asks for, as far as money, caps and terms go; ordered before, answers alike. */
    InstanceReceipt order(InstanceRequest request, FleetTerms own, Instant now) {
        Optional<InstanceReceipt> before = books.notes().receipt(request.account(), request.key());
        if (before.isPresent()) {
            return before.get();
        }
        InstanceOffer offer = own.offer(request.type())
                .orElseThrow(() -> new IllegalArgumentException("Instances were asked of type '" + request.type()
                        + "' but must be of one that the account's terms offer: "
                        + own.offers().stream().map(InstanceOffer::name).toList() + "."));
        return ask(
                typed(request, offer.name()),
                wish(request).orElseGet(() -> hold(typed(request, offer.name()), own, offer, now)));
    }

    /** Returns the orders of an account that have no receipt yet, by the keys of their requests. */
    static Map<IdempotencyKey, List<FleetSlot>> unanswered(List<FleetSlot> slots) {
        return slots.stream().filter(slot -> !slot.isConfirmed()).collect(Collectors.groupingBy(FleetSlot::request));
    }

    /** Goes on with an order that got no answer, by what the labels of its holds say of it. */
    void repeat(List<FleetSlot> slots, Instant now) {
        FleetSlot first = slots.get(0);
        InstanceRequest request = requestOf(first);
        Optional<FleetTerms> own = terms.apply(request.account());
        Optional<InstanceOffer> offer = own.flatMap(each -> each.offer(first.offer()));
        InstanceReceipt wish = wish(request).orElseGet(() -> {
            if (own.isPresent() && offer.isPresent()) {
                return hold(request, own.get(), offer.get(), now);
            }
            return noted(request, new InstanceReceipt(slots.size(), "its type is not offered any more"));
        });
        ask(request, wish);
    }

    private static InstanceRequest requestOf(FleetSlot slot) {
        return new InstanceRequest(
                slot.holdId().account(),
                slot.state().asked(),
                slot.request(),
                "Asked for before, without an answer.",
                slot.offer(),
                slot.state().expected());
    }

    private static InstanceRequest typed(InstanceRequest request, String type) {
        return new InstanceRequest(
                request.account(), request.instances(), request.key(), request.reason(), type, request.expected());
    }

    private Optional<InstanceReceipt> wish(InstanceRequest request) {
        return books.notes().wish(request.account(), request.key());
    }

    private InstanceReceipt noted(InstanceRequest request, InstanceReceipt wish) {
        books.notes().recordWish(request.account(), request.key(), wish);
        return wish;
    }

    /** Holds for as many as may be, and notes how many that are, and why not more. */
    private InstanceReceipt hold(InstanceRequest request, FleetTerms own, InstanceOffer offer, Instant now) {
        index.add(request.account());
        List<FleetSlot> running = new ArrayList<>(books.slots(request.account()));
        Map<Integer, FleetSlot> placed = running.stream()
                .filter(slot -> slot.request().equals(request.key()))
                .collect(Collectors.toMap(FleetSlot::number, Function.identity()));
        CapRoom room = CapRoom.of(request.account(), terms, index);
        Amount cost = FleetBooks.expectedCost(request, offer);
        int held = placed.size();
        String shortOf = "";
        for (int number = 0; number < request.instances() && shortOf.isEmpty(); number++) {
            if (placed.containsKey(number)) {
                continue;
            }
            shortOf = books.isDecided(request, number) ? "" : obstacle(running, own, offer, room, cost);
            if (shortOf.isEmpty()) {
                FleetBooks.Placing placing = books.place(request, number, offer, cost, now);
                if (placing instanceof FleetBooks.Placing.Placed done) {
                    running.add(done.slot());
                    room.change(cost);
                    held++;
                } else if (placing instanceof FleetBooks.Placing.NoMoney) {
                    shortOf = "the account's money allows no more";
                }
            }
        }
        return noted(request, new InstanceReceipt(held, shortOf));
    }

    /** Returns what stands in the way of one more instance; empty where nothing does. */
    private static String obstacle(
            List<FleetSlot> running, FleetTerms own, InstanceOffer offer, CapRoom room, Amount cost) {
        long alike = running.stream()
                .filter(slot -> slot.offer().equals(offer.name()))
                .count();
        return running.size() >= own.mostInstances() || alike >= offer.most()
                ? running.size() + " run already, " + alike + " of them " + offer.name() + ", and no more may"
                : room.obstacle(cost);
    }

    private InstanceReceipt ask(InstanceRequest request, InstanceReceipt wish) {
        boolean isHeld = books.slots(request.account()).stream()
                .anyMatch(slot -> slot.request().equals(request.key()));
        if (wish.instances() == 0 || !isHeld) {
            String reason = wish.instances() == 0 ? wish.reference() : "what was held for it is not any more";
            return settled(request, new InstanceReceipt(0, reason));
        }
        InstanceRequest asked = request.of(wish.instances());
        InstanceReceipt receipt = checked(asked, provisioner.provision(asked));
        return settled(
                request,
                wish.reference().isEmpty()
                        ? receipt
                        : new InstanceReceipt(
                                receipt.instances(),
                                receipt.reference() + " (asked for " + wish.instances() + " of " + request.instances()
                                        + ": " + wish.reference() + ")",
                                receipt.ids()));
    }

    /** Notes a receipt, and gives back what is held for instances that did not start. */
    private InstanceReceipt settled(InstanceRequest request, InstanceReceipt receipt) {
        books.notes().recordReceipt(request.account(), request.key(), receipt);
        releaseUnstarted(request.account());
        return receipt;
    }

    /** Gives back what is held for instances that, by a receipt, did not start. */
    void releaseUnstarted(AccountPath account) {
        for (FleetSlot slot : books.slots(account)) {
            if (slot.isConfirmed() && slot.state().told().isEmpty()) {
                books.receipt(slot)
                        .filter(receipt -> slot.number() >= receipt.instances())
                        .ifPresent(receipt -> books.release(slot, "not started"));
            }
        }
    }

    /** A provisioner that says more than it was asked for is not believed. */
    static InstanceReceipt checked(InstanceRequest request, InstanceReceipt receipt) {
        if (receipt.instances() > request.instances()) {
            throw new IllegalStateException("Provisioner's receipt was for " + receipt.instances()
                    + " instances but it was asked for " + request.instances() + "; repair it.");
        }
        return receipt;
    }

    /**
     * Gives up an order that has failed for long enough: what a list says that it started is kept, and for the rest the
     * money goes back. Without a list that takes a day, as what it may have started runs unseen.
     */
    void giveUpIfOld(List<FleetSlot> slots, Optional<List<RunningInstance>> listed, String failure, Instant now) {
        FleetSlot first = slots.get(0);
        Duration patience = listed.isPresent() ? PATIENCE : PATIENCE_BLINDLY;
        if (now.isBefore(first.ordered().plus(patience))) {
            return;
        }
        List<String> started = listed.orElse(List.of()).stream()
                .filter(each -> each.startedBy().equals(first.request()))
                .map(RunningInstance::id)
                .sorted()
                .limit(slots.size())
                .toList();
        String detail = failure.length() > MOST_DETAIL ? failure.substring(0, MOST_DETAIL) : failure;
        settled(
                requestOf(first),
                new InstanceReceipt(started.size(), "given up after " + patience + ": " + detail, started));
    }
}
