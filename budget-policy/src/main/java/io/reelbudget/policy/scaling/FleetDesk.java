package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.policy.scaling.InstanceReport.Event;
import io.reelbudget.policy.scaling.InstanceReport.Outcome;
import io.reelbudget.policy.spi.InstanceReceipt;
import io.reelbudget.policy.spi.InstanceRequest;
import io.reelbudget.policy.spi.Provisioner;
import io.reelbudget.policy.spi.RunningInstance;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Stands between whoever wants instances and the provisioner that starts them, and minds the money: what each instance
 * is expected to cost is held on its account before it is asked for, held on while it runs, posted by the hour and at
 * its end, and given back where it never ran. Where the account, a cap on it or on one above it, or the number of
 * instances allows fewer than wanted, fewer are asked for, and the receipt says so.
 *
 * <p>It is a provisioner itself, so that the monitor's outbox repeats what failed. All it knows of an instance is in
 * the labels of its open hold, by which it is billed whatever becomes of the terms; so a restart forgets nothing but
 * for how long there were too many instances, and whatever is repeated has its effect once.
 *
 * <p>For accounts without terms requests pass unchanged, and nothing is held. This class is thread-safe; calls for one
 * root account wait for each other, also while the provisioner is called, and a thread that is interrupted while it
 * waits gives up. All instances of a root are one desk's: two that order for the same root, as in two processes, would
 * not wait for each other. Where hosts share the ledger, only the one whose turn the root is orders; it calls
 * {@link #takeOver} first.
 */
public final class FleetDesk implements Provisioner {

    private static final int STRIPES = 64;

    private final FleetBooks books;
    private final FleetIndex index;
    private final FleetOrders orders;
    private final Provisioner provisioner;
    private final Function<AccountPath, Optional<FleetTerms>> terms;
    private final InstantSource clock;
    private final Map<AccountPath, ScaleInRule.State> surplus = new ConcurrentHashMap<>();
    private final List<ReentrantLock> turns =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toList();

    private FleetDesk(
            BlockingLedger ledger,
            Provisioner provisioner,
            Function<AccountPath, Optional<FleetTerms>> terms,
            InstantSource clock) {
        this.books = new FleetBooks(ledger, clock);
        this.index = new FleetIndex(ledger);
        this.orders = new FleetOrders(books, index, provisioner, terms);
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
        return new FleetDesk(ledger.blocking(), provisioner, terms, clock);
    }

    @Override
    public InstanceReceipt provision(InstanceRequest request) {
        Optional<FleetTerms> own = terms.apply(request.account());
        if (own.isEmpty()) {
            return provisioner.provision(request);
        }
        return inTurn(request.account(), () -> {
            InstanceReceipt receipt = orders.order(request, own.get(), clock.instant());
            surplus.computeIfPresent(request.account(), (account, state) -> state.changedAt(clock.instant()));
            return receipt;
        });
    }

    /**
     * Stops as many of the instances that are held for as a request says, the newest first, and none besides: where
     * none are, nothing is asked of the provisioner.
     */
    @Override
    public InstanceReceipt giveBack(InstanceRequest request) {
        if (terms.apply(request.account()).isEmpty() && fleet(request.account()).isEmpty()) {
            return provisioner.giveBack(request);
        }
        return inTurn(request.account(), () -> {
            InstanceReceipt receipt = departure(request.account()).giveBack(request);
            surplus.computeIfPresent(request.account(), (account, state) -> state.changedAt(clock.instant()));
            return receipt;
        });
    }

    @Override
    public Optional<List<RunningInstance>> running(AccountPath account) {
        return provisioner.running(account);
    }

    @Override
    public InstanceReceipt stop(AccountPath account, List<String> ids, IdempotencyKey key, String reason) {
        return inTurn(account, () -> departure(account).stopNamed(ids, key, reason));
    }

    private FleetDeparture departure(AccountPath account) {
        return round(account).departure();
    }

    private FleetRound round(AccountPath account) {
        return new FleetRound(books, orders, provisioner, account, CapRoom.of(account, terms, index), clock.instant());
    }

    /** Returns the instances of an account that are held for, the oldest first. */
    public List<FleetSlot> fleet(AccountPath account) {
        return books.slots(account);
    }

    /** Returns the accounts that have instances held for, whether they have terms or not. */
    public List<AccountPath> accounts() {
        return index.accounts();
    }

    /**
     * Takes a root over that another host's desk has looked after until now: finds out what runs for its accounts.
     *
     * @param root any account of that root
     */
    public void takeOver(AccountPath root) {
        inTurn(root, () -> {
            index.readAgain(root);
            return index.accounts();
        });
    }

    /**
     * Takes note of what a platform tells about an instance. Told twice, it counts once; told late, it counts from when
     * it happened: what was posted beyond goes back to the grants that paid.
     *
     * @throws RuntimeException what the provisioner throws where it is asked to stop one that leaked
     */
    public Outcome report(InstanceReport report) {
        return inTurn(report.account(), () -> {
            Optional<FleetSlot> slot = books.slots(report.account()).stream()
                    .filter(each -> each.id().filter(report.id()::equals).isPresent())
                    .findFirst();
            return slot.isPresent() ? told(report, slot.get()) : toldOfStranger(report);
        });
    }

    private Outcome told(InstanceReport report, FleetSlot slot) {
        FleetNotes notes = books.notes();
        if (report.event() == Event.STARTED) {
            return notes.isNews(report.account(), "started " + report.id()) ? Outcome.COUNTED : Outcome.KNOWN;
        }
        Instant now = clock.instant();
        if (report.event() == Event.FAILED) {
            books.fail(slot);
        } else {
            Instant at = report.at().isAfter(now) ? now : report.at();
            books.end(slot, at, report.event() == Event.LOST ? "lost" : "stopped");
        }
        notes.isNews(report.account(), "ended " + report.id());
        return Outcome.COUNTED;
    }

    private Outcome toldOfStranger(InstanceReport report) {
        AccountPath account = report.account();
        boolean isKnown = books.notes().isKnown(account, "ended " + report.id());
        boolean isAwaited =
                books.slots(account).stream().anyMatch(slot -> slot.id().isEmpty());
        if (isKnown || isAwaited || report.event() != Event.STARTED) {
            return isKnown ? Outcome.KNOWN : Outcome.UNKNOWN;
        }
        List<String> ids = List.of(report.id());
        provisioner.stop(
                account,
                ids,
                IdempotencyKey.named("leaked at " + account + " at " + clock.instant() + ": " + ids),
                "Nobody has asked for it.");
        return Outcome.LEAKED;
    }

    /**
     * Posts what is due for an account's instances and holds what comes next, by the ledger alone. Every look does
     * that, too; call it before holds whose lease ran out are expired, as at a start after a long rest.
     */
    public void holdOn(AccountPath account) {
        inTurn(account, () -> {
            FleetRound round = round(account);
            round.bill();
            return round.look();
        });
    }

    /**
     * Looks after an account's instances: posts what is due and holds what comes next, repeats requests without a
     * receipt, compares with what the platform says runs, and lets those go that are not needed. Call it every minute
     * or so, also where nothing is held for: what runs then is stopped.
     *
     * @param needed how many are needed now; empty where that is not known, and none go
     * @return what came of it; what the provisioner failed with is among it, as no failure keeps the rest from being
     *     done
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger can no longer answer
     */
    public FleetLook look(AccountPath account, OptionalInt needed) {
        return inTurn(account, () -> {
            FleetRound round = round(account);
            ScaleInRule.State before = surplus.computeIfAbsent(account, each -> ScaleInRule.begin(clock.instant()));
            ScaleInRule rule = terms.apply(account).map(FleetTerms::scaleIn).orElseGet(ScaleInRule::usual);
            ScaleInRule.State after = round.run(needed, rule, before);
            FleetLook look = round.look();
            if (look.running().isEmpty()) {
                surplus.remove(account);
                index.remove(account);
            } else {
                surplus.put(account, after);
            }
            return look;
        });
    }

    /** Does one thing at a time about a root; first what a crash has cut off. */
    private <T> T inTurn(AccountPath account, Supplier<T> work) {
        ReentrantLock turn = turns.get(Math.floorMod(account.rootName().hashCode(), STRIPES));
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Call about the instances of " + account + " was interrupted while it waited for another one"
                            + " about them; nothing was done, call again.",
                    interrupted);
        }
        try {
            books.tidy(account);
            return work.get();
        } finally {
            turn.unlock();
        }
    }
}
