package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has instances stopped. One that the platform still lists afterwards may be finishing its job: it is posted until it
 * is gone. Without a list it counts as gone when the provisioner says that it stops it.
 *
 * <p>This class is not thread-safe; whoever uses it has the turn of the account's root.
 */
final class FleetDeparture {

    private static final Logger LOG = LoggerFactory.getLogger(FleetDesk.class);

    /** How many are stopped by one call, so that their names fit in a note; the others by the next. */
    private static final int MOST_AT_ONCE = 200;

    /** How many without names are given back at one look, each by a call of its own. */
    private static final int MOST_CALLS = 50;

    /** Asked so often without effect, one of these holds has to be looked at by a person. */
    private static final int MOST_ATTEMPTS = 10_000;

    private final FleetBooks books;
    private final Provisioner provisioner;
    private final AccountPath account;
    private final FleetBilling billing;
    private final Instant now;

    FleetDeparture(FleetBooks books, Provisioner provisioner, AccountPath account, FleetBilling billing, Instant now) {
        this.books = books;
        this.provisioner = provisioner;
        this.account = account;
        this.billing = billing;
        this.now = now;
    }

    /** Has instances stopped that the desk itself wants to go; returns those of which the provisioner said so. */
    List<FleetSlot> leave(List<FleetSlot> slots, String reason) {
        List<FleetSlot> named = slots.stream()
                .filter(slot -> slot.id().isPresent())
                .limit(MOST_AT_ONCE)
                .toList();
        List<FleetSlot> gone = new ArrayList<>();
        try {
            gone.addAll(named.isEmpty() ? List.of() : attempt(named, key -> stop(named, key, reason)));
            slots.stream()
                    .filter(slot -> slot.id().isEmpty() && slot.isConfirmed())
                    .limit(MOST_CALLS)
                    .forEach(slot -> gone.addAll(giveBackOne(slot, reason)));
        } catch (UnsupportedOperationException byNumberOnly) {
            slots.stream().limit(MOST_CALLS).forEach(slot -> gone.addAll(giveBackOne(slot, reason)));
        } finally {
            settle(gone);
        }
        return gone;
    }

    private InstanceReceipt stop(List<FleetSlot> slots, IdempotencyKey key, String reason) {
        return provisioner.stop(account, names(slots), key, reason);
    }

    /**
     * Gives one instance back that has no name, or cannot be stopped by it. Each has a call of its own, so that one
     * whose answer was lost is repeated whatever else is to go by then.
     */
    private List<FleetSlot> giveBackOne(FleetSlot slot, String reason) {
        return attempt(List.of(slot), key -> provisioner.giveBack(new InstanceRequest(account, 1, key, reason)));
    }

    /**
     * Calls under a key that is new after each answer, since the same key must be answered alike, and the same after a
     * call without one.
     */
    private List<FleetSlot> attempt(List<FleetSlot> slots, Function<IdempotencyKey, InstanceReceipt> call) {
        String which = slots.stream().map(slot -> slot.holdId().toString()).collect(Collectors.joining(","));
        for (int number = 0; number < MOST_ATTEMPTS; number++) {
            IdempotencyKey key = IdempotencyKey.named("fleet: stop " + number + " of " + which);
            Optional<InstanceReceipt> known = books.notes().receipt(account, key);
            InstanceReceipt receipt = known.orElseGet(() -> call.apply(key));
            if (known.isEmpty()) {
                books.notes().recordReceipt(account, key, receipt);
            }
            List<FleetSlot> gone = receipt.ids().isEmpty() ? gone(slots, receipt) : gone(books.slots(account), receipt);
            gone = gone.stream()
                    .filter(slot -> !slot.isLeaving() || slots.contains(slot))
                    .toList();
            // An answer that is known and not followed yet was cut off by a crash.
            if (known.isEmpty() || !gone.isEmpty()) {
                return gone;
            }
        }
        throw new IllegalStateException("Instances " + names(slots) + " of " + account + " were asked to stop "
                + MOST_ATTEMPTS + " times but must stop; stop them by hand.");
    }

    /** Gives back what a request asks for, of what there is: the newest first. Asked again, answers alike. */
    InstanceReceipt giveBack(InstanceRequest request) {
        FleetNotes notes = books.notes();
        InstanceReceipt wish = notes.wish(account, request.key()).orElseGet(() -> {
            List<String> newest = newest(request.instances());
            InstanceReceipt made = new InstanceReceipt(newest.size(), "", newest);
            notes.recordWish(account, request.key(), made);
            return made;
        });
        Map<String, FleetSlot> open = books.slots(account).stream()
                .collect(Collectors.toMap(slot -> slot.state().instance(), Function.identity()));
        Optional<InstanceReceipt> before = notes.receipt(account, request.key());
        InstanceReceipt receipt = before.orElseGet(() -> {
            InstanceReceipt answer = wish.instances() == 0
                    ? new InstanceReceipt(0, "nothing is held for that could be given back")
                    : ask(request.of(wish.instances()), wish.ids(), open);
            notes.recordReceipt(account, request.key(), answer);
            return answer;
        });
        // Those without names by the wish, not by what is open now: a repetition ends the same ones.
        List<FleetSlot> stopped = receipt.ids().isEmpty()
                ? wish.ids().stream()
                        .limit(receipt.instances())
                        .flatMap(each -> Optional.ofNullable(open.get(each)).stream())
                        .toList()
                : gone(List.copyOf(open.values()), receipt);
        settle(stopped.stream().filter(slot -> !slot.isLeaving()).toList());
        return receipt;
    }

    private List<String> newest(int most) {
        List<FleetSlot> slots = new ArrayList<>(books.slots(account));
        Collections.reverse(slots);
        return slots.stream()
                .filter(slot -> !slot.isLeaving() && slot.isConfirmed())
                .limit(Math.min(most, MOST_AT_ONCE))
                .map(slot -> slot.state().instance())
                .toList();
    }

    private InstanceReceipt ask(InstanceRequest request, List<String> instances, Map<String, FleetSlot> open) {
        List<FleetSlot> slots = instances.stream()
                .flatMap(each -> Optional.ofNullable(open.get(each)).stream())
                .toList();
        boolean isEachNamed =
                !slots.isEmpty() && slots.stream().allMatch(slot -> slot.id().isPresent());
        if (isEachNamed) {
            try {
                return FleetOrders.checked(request, stop(slots, request.key(), request.reason()));
            } catch (UnsupportedOperationException byNumberOnly) {
                LOG.debug("Instances of {} are given back by number, as they cannot be by name.", account);
            }
        }
        return FleetOrders.checked(request, provisioner.giveBack(request));
    }

    /** Stops those that somebody names, whoever they are. */
    InstanceReceipt stopNamed(List<String> ids, IdempotencyKey key, String reason) {
        InstanceReceipt receipt = provisioner.stop(account, ids, key, reason);
        settle(gone(
                books.slots(account).stream()
                        .filter(slot -> !slot.isLeaving()
                                && slot.id().filter(ids::contains).isPresent())
                        .toList(),
                receipt));
        return receipt;
    }

    private static List<FleetSlot> gone(List<FleetSlot> slots, InstanceReceipt receipt) {
        return receipt.ids().isEmpty()
                ? slots.subList(0, Math.min(slots.size(), receipt.instances()))
                : slots.stream()
                        .filter(slot ->
                                slot.id().filter(receipt.ids()::contains).isPresent())
                        .toList();
    }

    /** Ends those that are gone, and takes note of those that are still listed. */
    private void settle(List<FleetSlot> stopped) {
        if (stopped.isEmpty()) {
            return;
        }
        Set<String> alive = alive();
        for (FleetSlot slot : stopped) {
            if (slot.id().filter(alive::contains).isPresent()) {
                billing.leave(slot);
            } else {
                end(slot, "returned");
            }
        }
    }

    /** What a list still has; where none can be had now, all may go on, and the next look knows. */
    private Set<String> alive() {
        try {
            return provisioner.running(account).orElse(List.of()).stream()
                    .map(RunningInstance::id)
                    .collect(Collectors.toSet());
        } catch (RuntimeException unanswered) {
            LOG.warn("What runs for {} could not be listed after a stop; all count as stopping.", account, unanswered);
            return names(books.slots(account)).stream().collect(Collectors.toSet());
        }
    }

    void end(FleetSlot slot, String how) {
        books.end(slot, now, how);
        slot.id().ifPresent(id -> books.notes().isNews(account, "ended " + id));
    }

    private static List<String> names(List<FleetSlot> slots) {
        return slots.stream().flatMap(slot -> slot.id().stream()).toList();
    }
}
