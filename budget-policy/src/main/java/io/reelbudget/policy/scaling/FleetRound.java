package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.policy.scaling.ScaleInRule.Candidate;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at an account's instances, in stages that fail each for itself: what is due is posted first, by the ledger
 * alone; then orders are repeated, each for itself; then comes the platform's list, and then those that go.
 *
 * <p>This class is not thread-safe; whoever uses it has the turn of the account's root.
 */
final class FleetRound {

    private static final Logger LOG = LoggerFactory.getLogger(FleetDesk.class);

    /** One that was asked to stop and still runs after so long is asked again. */
    private static final Duration STOP_AGAIN = Duration.ofHours(1);

    private final FleetBooks books;
    private final FleetOrders orders;
    private final Provisioner provisioner;
    private final AccountPath account;
    private final FleetBilling billing;
    private final FleetDeparture departure;
    private final Instant now;
    private final List<FleetSlot> unpaid = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> leaked = new ArrayList<>();
    private final List<String> returned = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private Optional<List<RunningInstance>> listed = Optional.empty();
    private int repeated;

    FleetRound(
            FleetBooks books,
            FleetOrders orders,
            Provisioner provisioner,
            AccountPath account,
            CapRoom room,
            Instant now) {
        this.books = books;
        this.orders = orders;
        this.provisioner = provisioner;
        this.account = account;
        this.billing = new FleetBilling(books, room, now);
        this.departure = new FleetDeparture(books, provisioner, account, billing, now);
        this.now = now;
    }

    FleetDeparture departure() {
        return departure;
    }

    /** Posts what is due and holds on, without the platform; each instance for itself. */
    void bill() {
        for (FleetSlot slot : books.slots(account)) {
            attempt("Instance " + slot.name() + " could not be held for", () -> {
                if (billing.bill(slot) == FleetBilling.Money.NOT_ENOUGH) {
                    unpaid.add(slot);
                }
            });
        }
    }

    ScaleInRule.State run(OptionalInt needed, ScaleInRule rule, ScaleInRule.State before) {
        bill();
        attempt("What runs could not be listed", () -> listed = provisioner.running(account));
        confirm();
        attempt("Instances that did not start could not be given up", () -> orders.releaseUnstarted(account));
        attempt("What runs could not be compared", this::compare);
        attempt("Instances that cannot be paid could not be stopped", this::stopUnpaid);
        attempt("Instances that were asked to stop could not be asked again", this::stopAgain);
        ScaleInRule.State[] after = {before.unknown()};
        if (needed.isPresent()) {
            after[0] = before;
            attempt(
                    "Instances that are not needed could not be stopped",
                    () -> after[0] = scaleIn(needed.getAsInt(), rule, before));
        }
        return after[0];
    }

    FleetLook look() {
        return new FleetLook(books.slots(account), lost, leaked, returned, repeated, failures);
    }

    /** What one stage fails with keeps no other from being done; without a ledger none can be. */
    private void attempt(String what, Runnable stage) {
        try {
            stage.run();
        } catch (LedgerUnavailableException gone) {
            throw gone;
        } catch (RuntimeException failure) {
            LOG.debug("{} for {}.", what, account, failure);
            failures.add(what + ": " + failure.getMessage());
        }
    }

    /** A hold whose request has no receipt is an order that may never have arrived: it goes out again, as it was. */
    private void confirm() {
        FleetOrders.unanswered(books.slots(account))
                .forEach((request, slots) -> attempt("Instances could not be ordered", () -> repeat(slots)));
    }

    private void repeat(List<FleetSlot> slots) {
        repeated++;
        try {
            orders.repeat(slots, now);
        } catch (LedgerUnavailableException gone) {
            throw gone;
        } catch (RuntimeException failure) {
            orders.giveUpIfOld(slots, listed, String.valueOf(failure.getMessage()), now);
            throw failure;
        }
    }

    private void compare() {
        if (listed.isEmpty()) {
            return;
        }
        // Listed anew, as orders that were repeated meanwhile have started some.
        List<RunningInstance> platform = (repeated > 0 ? provisioner.running(account) : listed).orElse(List.of());
        Set<String> alive = platform.stream().map(RunningInstance::id).collect(Collectors.toCollection(HashSet::new));
        Set<String> known = new HashSet<>();
        Set<IdempotencyKey> withoutNames = new HashSet<>();
        for (FleetSlot slot : books.slots(account)) {
            slot.id().ifPresentOrElse(known::add, () -> withoutNames.add(slot.request()));
            boolean isGone = slot.id().filter(id -> !alive.contains(id)).isPresent();
            if (isGone && slot.isLeaving()) {
                departure.end(slot, "returned");
            } else if (isGone && !now.isBefore(slot.ready())) {
                departure.end(slot, "lost");
                lost.add(slot.name());
            }
        }
        stopStrangers(platform, known, withoutNames);
    }

    /** One that an order without names may have started is no stranger. */
    private void stopStrangers(List<RunningInstance> platform, Set<String> known, Set<IdempotencyKey> withoutNames) {
        List<String> strangers = platform.stream()
                .filter(each -> !known.contains(each.id()))
                .filter(each -> withoutNames.isEmpty()
                        || (!each.startedBy().equals(IdempotencyKey.NONE) && !withoutNames.contains(each.startedBy())))
                .map(RunningInstance::id)
                .sorted()
                .toList();
        if (strangers.isEmpty()) {
            return;
        }
        leaked.addAll(strangers);
        try {
            provisioner.stop(
                    account,
                    strangers,
                    IdempotencyKey.named("leaked at " + account + " at " + now + ": " + strangers),
                    "Nobody has asked for it.");
        } catch (UnsupportedOperationException cannot) {
            LOG.warn("Instances {} of {} run without an order; stop them by hand.", strangers, account);
        }
    }

    private void stopUnpaid() {
        stop(stillOpen(unpaid, slot -> !slot.isLeaving()), "The money does not reach for its next hour.");
    }

    private void stopAgain() {
        stop(
                books.slots(account).stream()
                        .filter(slot -> slot.state()
                                .leaving()
                                .filter(asked -> !now.isBefore(asked.plus(STOP_AGAIN)))
                                .isPresent())
                        .toList(),
                "It was asked to stop before.");
    }

    /** Returns those of some instances that are still held for, as they are now. */
    private List<FleetSlot> stillOpen(List<FleetSlot> some, Predicate<FleetSlot> wanted) {
        Map<String, FleetSlot> open = books.slots(account).stream()
                .collect(Collectors.toMap(slot -> slot.state().instance(), Function.identity()));
        return some.stream()
                .flatMap(slot -> Optional.ofNullable(open.get(slot.state().instance())).stream())
                .filter(wanted)
                .toList();
    }

    private ScaleInRule.State scaleIn(int needed, ScaleInRule rule, ScaleInRule.State before) {
        List<FleetSlot> slots = books.slots(account).stream()
                .filter(slot -> slot.isConfirmed() && !slot.isLeaving())
                .toList();
        List<Candidate> running = slots.stream()
                .map(slot -> new Candidate(
                        slot.holdId().toString(), slot.ordered(), slot.price().billing()))
                .toList();
        ScaleInRule.Verdict verdict = rule.judge(now, needed, running, before);
        Set<String> leaving = verdict.leaving().stream().map(Candidate::id).collect(Collectors.toSet());
        List<FleetSlot> going = slots.stream()
                .filter(slot -> leaving.contains(slot.holdId().toString()))
                .toList();
        if (going.isEmpty()) {
            return verdict.state();
        }
        stop(going, "There is no more work for it.");
        return verdict.state().changedAt(now); // also where all are busy: they are not asked again at once
    }

    private void stop(List<FleetSlot> slots, String reason) {
        if (!slots.isEmpty()) {
            departure.leave(slots, reason).forEach(slot -> returned.add(slot.name()));
        }
    }
}
