package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.scaling.ScaleInRule.Candidate;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at an account's instances.
 *
 * <p>This class is not thread-safe; whoever uses it has the account's turn.
 */
final class FleetRound {

    private static final Logger LOG = LoggerFactory.getLogger(FleetDesk.class);

    private final FleetBooks books;
    private final Provisioner provisioner;
    private final AccountPath account;
    private final Optional<FleetTerms> terms;
    private final Instant now;
    private final List<String> lost = new ArrayList<>();
    private final List<String> leaked = new ArrayList<>();
    private final List<String> returned = new ArrayList<>();
    private int repeated;

    FleetRound(
            FleetBooks books, Provisioner provisioner, AccountPath account, Optional<FleetTerms> terms, Instant now) {
        this.books = books;
        this.provisioner = provisioner;
        this.account = account;
        this.terms = terms;
        this.now = now;
    }

    ScaleInRule.State run(OptionalInt needed, ScaleInRule.State before) {
        confirm();
        compare();
        bill();
        return needed.isPresent() && terms.isPresent()
                ? scaleIn(needed.getAsInt(), before, terms.get())
                : before.unknown();
    }

    FleetLook look() {
        return new FleetLook(books.slots(account), lost, leaked, returned, repeated);
    }

    boolean isOver() {
        return books.slots(account).isEmpty();
    }

    /** A hold whose request has no receipt is an order that may never have arrived: it goes out again, as it was. */
    private void confirm() {
        Map<IdempotencyKey, List<FleetSlot>> byRequest =
                books.slots(account).stream().collect(Collectors.groupingBy(FleetSlot::request));
        byRequest.forEach((request, slots) -> {
            Optional<InstanceReceipt> known = books.receipt(account, request);
            InstanceReceipt receipt = known.orElseGet(() -> repeat(request, slots));
            slots.stream()
                    .filter(slot -> slot.number() >= receipt.instances())
                    .forEach(slot -> books.release(slot, "not started"));
        });
    }

    private InstanceReceipt repeat(IdempotencyKey request, List<FleetSlot> slots) {
        repeated++;
        InstanceReceipt receipt = provisioner.provision(new InstanceRequest(
                account,
                slots.size(),
                request,
                "Asked for before, without an answer.",
                slots.get(0).offer(),
                Duration.ZERO));
        books.record(account, request, receipt);
        return receipt;
    }

    private void compare() {
        Optional<List<RunningInstance>> platform = provisioner.running(account);
        if (platform.isEmpty()) {
            return;
        }
        Set<String> alive =
                platform.get().stream().map(RunningInstance::id).collect(Collectors.toCollection(HashSet::new));
        Set<String> known = new HashSet<>();
        boolean isEachNamed = true;
        for (FleetSlot slot : books.slots(account)) {
            slot.id().ifPresent(known::add);
            isEachNamed &= slot.id().isPresent();
            boolean isAwaited = now.isBefore(slot.ordered().plus(bootOf(slot)));
            if (slot.id().isPresent() && !alive.contains(slot.id().get()) && !isAwaited) {
                end(slot, "lost");
                lost.add(slot.name());
            }
        }
        if (isEachNamed) {
            stopStrangers(alive, known);
        }
    }

    private void stopStrangers(Set<String> alive, Set<String> known) {
        List<String> strangers =
                alive.stream().filter(id -> !known.contains(id)).sorted().toList();
        if (strangers.isEmpty()) {
            return;
        }
        leaked.addAll(strangers);
        try {
            provisioner.stop(
                    account,
                    strangers,
                    IdempotencyKey.named("leaked at " + account + ": " + strangers),
                    "Nobody has asked for it.");
        } catch (UnsupportedOperationException cannot) {
            LOG.warn("Instances {} of {} run without an order; stop them by hand.", strangers, account);
        }
    }

    private void bill() {
        List<FleetSlot> unpaid = new ArrayList<>();
        for (FleetSlot slot : books.slots(account)) {
            Optional<InstanceOffer> offer = offerOf(slot);
            if (offer.isPresent() && !books.bill(slot, offer.get(), now)) {
                unpaid.add(slot);
            }
        }
        stop(unpaid, "The money does not reach for its next hour.");
    }

    private ScaleInRule.State scaleIn(int needed, ScaleInRule.State before, FleetTerms own) {
        List<FleetSlot> slots = books.slots(account);
        List<Candidate> running = slots.stream()
                .map(slot -> new Candidate(
                        slot.holdId().toString(),
                        slot.ordered(),
                        offerOf(slot).map(InstanceOffer::billing).orElse(Duration.ofSeconds(1))))
                .toList();
        ScaleInRule.Verdict verdict = own.scaleIn().judge(now, needed, running, before);
        Set<String> leaving = verdict.leaving().stream().map(Candidate::id).collect(Collectors.toSet());
        List<FleetSlot> going = slots.stream()
                .filter(slot -> leaving.contains(slot.holdId().toString()))
                .toList();
        return stop(going, "There is no more work for it.") > 0
                ? verdict.state().changedAt(now)
                : verdict.state();
    }

    /** Stops instances, by name where they have one; returns how many the provisioner said it stopped. */
    private int stop(List<FleetSlot> slots, String reason) {
        if (slots.isEmpty()) {
            return 0;
        }
        List<String> ids = slots.stream().flatMap(slot -> slot.id().stream()).toList();
        IdempotencyKey key = IdempotencyKey.named("leaving "
                + slots.stream().map(slot -> slot.holdId().toString()).collect(Collectors.joining(",")));
        InstanceReceipt receipt =
                ids.size() == slots.size() ? stopNamed(ids, key, reason) : giveBack(slots.size(), key, reason);
        List<FleetSlot> gone = receipt.ids().isEmpty()
                ? slots.subList(0, Math.min(slots.size(), receipt.instances()))
                : slots.stream()
                        .filter(slot ->
                                slot.id().filter(receipt.ids()::contains).isPresent())
                        .toList();
        gone.forEach(slot -> end(slot, "returned"));
        gone.forEach(slot -> returned.add(slot.name()));
        return gone.size();
    }

    private InstanceReceipt stopNamed(List<String> ids, IdempotencyKey key, String reason) {
        try {
            return provisioner.stop(account, ids, key, reason);
        } catch (UnsupportedOperationException cannot) {
            return giveBack(ids.size(), key, reason);
        }
    }

    private InstanceReceipt giveBack(int instances, IdempotencyKey key, String reason) {
        return provisioner.giveBack(new InstanceRequest(account, instances, key, reason));
    }

    private void end(FleetSlot slot, String how) {
        books.end(slot, offerOf(slot), now, how);
        slot.id().ifPresent(id -> books.isNews(account, "ended " + id));
    }

    private Duration bootOf(FleetSlot slot) {
        return offerOf(slot).map(InstanceOffer::boot).orElse(Duration.ZERO);
    }

    private Optional<InstanceOffer> offerOf(FleetSlot slot) {
        return terms.flatMap(own -> own.offer(slot.offer()));
    }
}
