package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.Tally;
import io.reelbudget.rate.TrueUp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How much was bought so far, by counter. The ledger is the record: each capture says in its labels by how much it
 * moved which counter. So that a start need not read all of them, the sums are noted in the ledger now and then, see
 * {@link CounterCheckpoint}, and only what came later is read.
 *
 * <p>This class is thread-safe. Charges that move counters are priced one after the other, so that no two of them take
 * the same place in a tier; they are posted side by side.
 */
final class MeterBook {

    /** After so many entries of a root its counters are noted again: what a start has to read, about. */
    static final int NOTE_AFTER = 1_000;

    /** Jobs may end 400 days after they were quoted, and a service may be down for a year before it settles a year. */
    private static final Duration KEPT = Duration.ofDays(800);

    private final BlockingLedger ledger;
    private final InstantSource clock;
    private final int noteAfter;
    private final Map<MeterKey, Tally> tallies = new ConcurrentHashMap<>();
    private final Map<AccountPath, RootMeters> roots = new ConcurrentHashMap<>();
    private final Object turn = new Object();

    /** Counters of periods from here on are known. Guarded by {@link #turn} for writing. */
    private volatile Instant since = Instant.MAX;

    /** What is known of one root. Guarded by {@link #turn}. */
    private static final class RootMeters {
        private final Map<MeterKey, VolumeState> volumes = new HashMap<>();
        private Instant from = Instant.EPOCH;
        private long noted;
        private long newest;
    }

    /** How many charges that are being posted will be settled by a counter. Guarded by {@link #turn}. */
    private final Map<MeterKey, Integer> unposted = new HashMap<>();

    MeterBook(BlockingLedger ledger, InstantSource clock) {
        this(ledger, clock, NOTE_AFTER);
    }

    /** Makes one that notes the counters of a root after so many of its entries. */
    MeterBook(BlockingLedger ledger, InstantSource clock, int noteAfter) {
        this.ledger = ledger;
        this.clock = clock;
        this.noteAfter = noteAfter;
    }

    /** Returns the volumes that an engine's prices need, as they are when they are looked at. */
    Meters seenBy(PricingEngine engine, AccountPath account, Instant quotedAt) {
        Optional<Instant> needed = engine.countedSince(account, quotedAt);
        if (needed.isEmpty()) {
            return Meters.none();
        }
        if (needed.get().isBefore(since)) {
            readBack(needed.get());
        }
        return this::tally;
    }

    Tally tally(MeterKey counter) {
        return tallies.getOrDefault(counter, Tally.NONE);
    }

    /** Prices a charge in its turn, and counts it; {@link #posted} or {@link #takeBack} must follow. */
    CountedPrice count(PricingEngine engine, AccountPath account, Instant quotedAt, Supplier<PriceBreakdown> pricing) {
        if (engine.countedSince(account, quotedAt).isEmpty()) {
            return new CountedPrice(pricing.get(), CountedPrice.Counting.NONE);
        }
        seenBy(engine, account, quotedAt);
        synchronized (turn) {
            PriceBreakdown price = pricing.get();
            price.readings().forEach(this::add);
            price.trueUps().forEach(each -> unposted.merge(each.counter(), 1, Integer::sum));
            return new CountedPrice(price, CountedPrice.Counting.MOVED);
        }
    }

    /** Takes note that a charge is posted. */
    void posted(AccountPath account, CountedPrice counted, long entry) {
        if (counted.moved()) {
            synchronized (turn) {
                RootMeters root = rootOf(account);
                root.newest = Math.max(root.newest, entry);
                for (TrueUp trueUp : counted.price().trueUps()) {
                    root.volumes.merge(trueUp.counter(), VolumeState.of(trueUp), VolumeState::with);
                    unposted.merge(trueUp.counter(), -1, Integer::sum);
                }
            }
        }
    }

    /** Takes back what a charge moved that could not be posted. */
    void takeBack(CountedPrice counted) {
        if (counted.moved()) {
            synchronized (turn) {
                PriceBreakdown price = counted.price();
                price.trueUps().forEach(each -> unposted.merge(each.counter(), -1, Integer::sum));
                price.readings()
                        .forEach(each ->
                                tallies.computeIfPresent(each.key(), (key, tally) -> tally.minus(each.added())));
            }
        }
    }

    /**
     * Returns the counters of a root whose charges by volume prices are to be settled now, each with its volume; not
     * those that move a charge which is being posted, since it cannot be seen yet.
     */
    Map<MeterKey, Long> dueOn(AccountPath root) {
        synchronized (turn) {
            Map<MeterKey, Long> due = new HashMap<>();
            rootOf(root).volumes.forEach((counter, volume) -> {
                long reached = tally(counter).quantity();
                if (unposted.getOrDefault(counter, 0) == 0 && volume.isDue(clock.instant(), reached)) {
                    due.put(counter, reached);
                }
            });
            return due;
        }
    }

    /** Notes in the ledger, and here, that a root's charges are settled. */
    void settled(AccountPath root, SettlementNote note, String sentence) {
        ledger.submit(new Command.Note(root, IdempotencyKey.random(), SettlementNote.KIND, note.text(sentence)));
        synchronized (turn) {
            rootOf(root).volumes.computeIfPresent(note.counter(), (key, state) -> state.settled(note.volume()));
        }
    }

    /** Notes a root's counters in the ledger, where that would spare a later start more than a page of entries. */
    void noteIfFarBack(AccountPath root) {
        boolean farBack;
        synchronized (turn) {
            RootMeters known = rootOf(root);
            farBack = known.newest - known.noted >= noteAfter;
        }
        if (farBack) {
            note(root);
        }
    }

    /** What is noted comes from the entries alone: charges that are being posted are not in it. */
    private void note(AccountPath root) {
        CounterState state =
                CounterReader.read(ledger, root, since, horizon(since)).state().since(horizon(since));
        for (String text : CounterCheckpoint.write(root.toString(), state)) {
            ledger.submit(new Command.Note(root, IdempotencyKey.random(), CounterCheckpoint.KIND, text));
        }
        synchronized (turn) {
            rootOf(root).noted = state.through();
        }
    }

    private void add(MeterReading reading) {
        tallies.merge(reading.key(), reading.added(), Tally::plus);
    }

    private Instant horizon(Instant needed) {
        Instant kept = clock.instant().minus(KEPT).truncatedTo(ChronoUnit.SECONDS);
        return kept.isBefore(needed) ? kept : needed;
    }

    private RootMeters rootOf(AccountPath account) {
        return roots.computeIfAbsent(AccountPath.of(account.segments().get(0)), none -> new RootMeters());
    }

    /**
     * Reads what was charged before. No charge is counted before the first reading; a later one, for older periods,
     * adds the counters of those alone, so that nothing is counted twice.
     */
    private void readBack(Instant needed) {
        synchronized (turn) {
            if (!needed.isBefore(since)) {
                return;
            }
            for (AccountPath account : ledger.accounts()) {
                if (account.parent().isEmpty()) {
                    readBack(account, needed);
                }
            }
            since = needed;
        }
    }

    private void readBack(AccountPath account, Instant needed) {
        RootMeters root = rootOf(account);
        boolean first = since.equals(Instant.MAX);
        if (!first && !needed.isBefore(root.from)) {
            return;
        }
        CounterReader.Reading reading = CounterReader.read(ledger, account, needed, horizon(needed));
        CounterState state = reading.state();
        Instant known = first ? Instant.MAX : root.from;
        state.tallies().forEach((key, tally) -> {
            if (key.period().isBefore(known)) {
                tallies.merge(key, tally, Tally::plus);
            }
        });
        state.volumes().forEach((key, volume) -> root.volumes.merge(key, volume, VolumeState::with));
        root.from = state.from();
        root.newest = Math.max(root.newest, state.through());
        if (first) {
            root.noted = state.through() - reading.entries();
        }
    }
}
