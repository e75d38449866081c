package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.money.Amount;
import io.reelbudget.policy.scaling.InstanceReport.Event;
import io.reelbudget.policy.scaling.InstanceReport.Outcome;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Stands between whoever wants instances and the provisioner that starts them, and minds the money: what each instance
 * is expected to cost is held on its account before it is asked for, held on while it runs, posted by the hour and at
 * its end, and given back where it never ran. Where the account, a cap on it or on one above it, or the number of
 * instances allows fewer than wanted, fewer are asked for, and the receipt says so.
 *
 * <p>It is a provisioner itself, so that the monitor's outbox repeats what failed. All it knows is in the ledger, so a
 * restart forgets nothing but for how long there were too many instances; whatever is repeated has its effect once.
 *
 * <p>For accounts without terms requests pass unchanged, and nothing is held. This class is thread-safe; calls for one
 * root account wait for each other, also while the provisioner is called.
 */
public final class FleetDesk implements Provisioner {

    private static final int STRIPES = 64;

    private final FleetBooks books;
    private final Provisioner provisioner;
    private final Function<AccountPath, Optional<FleetTerms>> terms;
    private final InstantSource clock;
    private final Map<AccountPath, ScaleInRule.State> surplus = new ConcurrentHashMap<>();
    private final Object[] turns = Stream.generate(Object::new).limit(STRIPES).toArray();

    private FleetDesk(
            FleetBooks books,
            Provisioner provisioner,
            Function<AccountPath, Optional<FleetTerms>> terms,
            InstantSource clock) {
        this.books = books;
        this.provisioner = provisioner;
        this.terms = terms;
        this.clock = clock;
    }

    /**
     * Returns a desk.
     *
     * @param terms what each account may have; caps count at every level of its path that has terms of its own
     */
    public static FleetDesk of(
            Ledger ledger,
            Provisioner provisioner,
            Function<AccountPath, Optional<FleetTerms>> terms,
            InstantSource clock) {
        return new FleetDesk(new FleetBooks(ledger.blocking()), provisioner, terms, clock);
    }

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        Optional<FleetTerms> own = terms.apply(request.account());
        if (own.isEmpty()) {
            return provisioner.provision(request);
        }
        synchronized (turn(request.account())) {
            Optional<InstanceReceipt> before = books.receipt(request.account(), request.key());
            return before.orElseGet(() -> provision(request, own.get()));
        }
    }

    private InstanceReceipt provision(InstanceRequest request, FleetTerms own) {
        InstanceOffer offer = own.offer(request.type())
                .orElseThrow(() -> new IllegalArgumentException("Instances were asked of type '" + request.type()
                        + "' but must be of one that the account's terms offer: "
                        + own.offers().stream().map(InstanceOffer::name).toList() + "."));
        List<FleetSlot> slots = new ArrayList<>();
        String shortOf = "";
        for (int number = 0; number < request.instances() && shortOf.isEmpty(); number++) {
            shortOf = books.isDecided(request, number) ? "" : obstacle(request, own, offer);
            Optional<FleetSlot> slot = shortOf.isEmpty()
                    ? books.place(request, number, offer, expectedCost(request, offer))
                    : Optional.empty();
            slot.ifPresent(slots::add);
            if (slot.isEmpty() && shortOf.isEmpty()) {
                shortOf = "the account's money allows no more";
            }
        }
        InstanceReceipt receipt = slots.isEmpty()
                ? new InstanceReceipt(0, shortOf)
                : checked(request.of(slots.size()), provisioner.provision(request.of(slots.size())));
        InstanceReceipt told = shortOf.isEmpty() || slots.isEmpty()
                ? receipt
                : new InstanceReceipt(
                        receipt.instances(),
                        receipt.reference() + " (asked for " + slots.size() + " of " + request.instances() + ": "
                                + shortOf + ")",
                        receipt.ids());
        books.record(request.account(), request.key(), told);
        slots.stream().skip(receipt.instances()).forEach(slot -> books.release(slot, "not started"));
        surplus.computeIfPresent(request.account(), (account, state) -> state.changedAt(clock.instant()));
        return told;
    }

    /** Returns what stands in the way of one more instance; empty where nothing does. */
    private String obstacle(InstanceRequest request, FleetTerms own, InstanceOffer offer) {
        List<FleetSlot> running = books.slots(request.account());
        long alike = running.stream()
                .filter(slot -> slot.offer().equals(offer.name()))
                .count();
        if (running.size() >= own.mostInstances() || alike >= offer.most()) {
            return running.size() + " run already, " + alike + " of them " + offer.name() + ", and no more may";
        }
        Amount cost = expectedCost(request, offer);
        for (AccountPath level : request.account().levels()) {
            Optional<Amount> cap = terms.apply(level).flatMap(FleetTerms::cap);
            if (cap.isPresent()
                    && books.heldAtAndBelow(level, Amount.zero(cost.unit()))
                            .plus(cost)
                            .isGreaterThan(cap.get())) {
                return "the cap of " + level + " on instances is " + cap.get();
            }
        }
        return "";
    }

    private static Amount expectedCost(InstanceRequest request, InstanceOffer offer) {
        Duration expected =
                request.expected().compareTo(Duration.ZERO) > 0 ? request.expected() : FleetBooks.period(offer);
        return FleetBooks.atLeastOneMicro(offer.cost(expected));
    }

    /** A provisioner that says more than it was asked for is not believed. */
    private static InstanceReceipt checked(InstanceRequest request, InstanceReceipt receipt) {
        if (receipt.instances() > request.instances()) {
            throw new IllegalStateException("Provisioner's receipt was for " + receipt.instances()
                    + " instances but it was asked for " + request.instances() + "; repair it.");
        }
        return receipt;
    }

    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        if (terms.apply(request.account()).isEmpty()) {
            return provisioner.giveBack(request);
        }
        synchronized (turn(request.account())) {
            Optional<InstanceReceipt> before = books.receipt(request.account(), request.key());
            if (before.isPresent()) {
                return before.get();
            }
            InstanceReceipt receipt = checked(request, provisioner.giveBack(request));
            end(request.account(), receipt);
            books.record(request.account(), request.key(), receipt);
            return receipt;
        }
    }

    /** Ends what a receipt says was stopped: those that it names, or else the newest. */
    private void end(AccountPath account, InstanceReceipt stopped) {
        List<FleetSlot> slots = new ArrayList<>(books.slots(account));
        Collections.reverse(slots);
        if (stopped.ids().isEmpty()) {
            slots.stream().limit(stopped.instances()).forEach(slot -> end(slot, clock.instant(), "returned"));
        } else {
            slots.stream()
                    .filter(slot -> slot.id().filter(stopped.ids()::contains).isPresent())
                    .forEach(slot -> end(slot, clock.instant(), "returned"));
        }
        surplus.computeIfPresent(account, (each, state) -> state.changedAt(clock.instant()));
    }

    @Override
    public Optional<List<RunningInstance>> running(AccountPath account) {
        return provisioner.running(account);
    }

    @Override
    public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        synchronized (turn(account)) {
            InstanceReceipt receipt = provisioner.stop(account, ids, key, reason);
            end(account, receipt);
            return receipt;
        }
    }

    /** Returns the instances of an account that are held for, the oldest first. */
    public List<FleetSlot> fleet(AccountPath account) {
        return books.slots(account);
    }

    /**
     * Takes note of what a platform tells about an instance. Told twice, it counts once; told late, it counts from when
     * it happened.
     *
     * @throws RuntimeException what the provisioner throws where it is asked to stop one that leaked
     */
    public Outcome report(InstanceReport report) {
        synchronized (turn(report.account())) {
            Optional<FleetSlot> slot = books.slots(report.account()).stream()
                    .filter(each -> each.id().filter(report.id()::equals).isPresent())
                    .findFirst();
            String ended = "ended " + report.id();
            if (slot.isEmpty()) {
                boolean isKnown = books.isKnown(report.account(), ended);
                if (report.event() != Event.STARTED) {
                    return isKnown ? Outcome.KNOWN : Outcome.UNKNOWN;
                }
                if (isKnown || isAwaited(report.account())) {
                    return isKnown ? Outcome.KNOWN : Outcome.UNKNOWN;
                }
                stopLeaked(report.account(), List.of(report.id()));
                return Outcome.LEAKED;
            }
            if (report.event() == Event.STARTED) {
                return books.isNews(report.account(), "started " + report.id()) ? Outcome.COUNTED : Outcome.KNOWN;
            }
            Instant now = clock.instant();
            Instant at = report.at().isAfter(now) ? now : report.at();
            if (report.event() == Event.FAILED) {
                books.release(slot.get(), "failed");
                books.isNews(report.account(), ended);
            } else {
                end(slot.get(), at, report.event() == Event.LOST ? "lost" : "stopped");
            }
            return Outcome.COUNTED;
        }
    }

    /**
     * Looks after an account's instances: repeats requests without a receipt, compares with what the platform says
     * runs, posts what is due and holds what comes next, and lets those go that are not needed. Call it every minute or
     * so.
     *
     * @param needed how many are needed now; empty where that is not known, and none go
     * @throws RuntimeException what the provisioner throws; nothing is lost by that
     */
    public FleetLook look(AccountPath account, OptionalInt needed) {
        Optional<FleetTerms> own = terms.apply(account);
        synchronized (turn(account)) {
            FleetRound round = new FleetRound(books, provisioner, account, own, clock.instant());
            ScaleInRule.State before = surplus.computeIfAbsent(account, each -> ScaleInRule.begin(clock.instant()));
            ScaleInRule.State after = round.run(needed, before);
            if (round.isOver()) {
                surplus.remove(account);
            } else {
                surplus.put(account, after);
            }
            return round.look();
        }
    }

    private void end(FleetSlot slot, Instant at, String how) {
        AccountPath account = slot.holdId().account();
        Optional<InstanceOffer> offer = terms.apply(account).flatMap(own -> own.offer(slot.offer()));
        books.end(slot, offer, at, how);
        slot.id().ifPresent(id -> books.isNews(account, "ended " + id));
    }

    private boolean isAwaited(AccountPath account) {
        return books.slots(account).stream().anyMatch(slot -> slot.id().isEmpty());
    }

    private void stopLeaked(AccountPath account, List<String> ids) {
        provisioner.stop(
                account, ids, IdempotencyKey.named("leaked at " + account + ": " + ids), "Nobody has asked for it.");
    }

    private Object turn(AccountPath account) {
        return turns[Math.floorMod(account.rootName().hashCode(), turns.length)];
    }
}
