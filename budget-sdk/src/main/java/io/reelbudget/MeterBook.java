package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.policy.spi.PricingEngine;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Meters;
import io.reelbudget.rate.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How much was bought so far, by counter. The ledger is the record: each capture says in its labels by how much it
 * moved which counter, so that the sums are read again after a restart, as far back as prices need them.
 *
 * <p>This class is thread-safe. Charges that move counters are priced one after the other, so that no two of them take
 * the same place in a tier; they are posted side by side.
 */
final class MeterBook {

    private static final int PAGE = 1_000;

    private final BlockingLedger ledger;
    private final Map<MeterKey, Tally> tallies = new ConcurrentHashMap<>();
    private final Object turn = new Object();

    /** From when on the ledger's entries are in the tallies. Guarded by {@link #turn} for writing. */
    private volatile Instant since = Instant.MAX;

    MeterBook(BlockingLedger ledger) {
        this.ledger = ledger;
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
        return key -> tallies.getOrDefault(key, Tally.NONE);
    }

    /** Prices a charge in its turn, and counts it. */
    PriceBreakdown count(
            PricingEngine engine, AccountPath account, Instant quotedAt, Supplier<PriceBreakdown> pricing) {
        if (engine.countedSince(account, quotedAt).isEmpty()) {
            return pricing.get();
        }
        seenBy(engine, account, quotedAt);
        synchronized (turn) {
            PriceBreakdown price = pricing.get();
            price.readings().forEach(this::add);
            return price;
        }
    }

    /** Takes back what a charge moved that could not be posted. */
    void takeBack(PricingEngine engine, AccountPath account, PriceBreakdown price) {
        if (engine.countedSince(account, price.tag().quotedAt()).isPresent()) {
            synchronized (turn) {
                price.readings()
                        .forEach(each ->
                                tallies.computeIfPresent(each.key(), (key, tally) -> tally.minus(each.added())));
            }
        }
    }

    private void add(MeterReading reading) {
        tallies.merge(reading.key(), reading.added(), Tally::plus);
    }

    /**
     * Reads what was charged before. No charge is counted before the first reading, and later ones go further back than
     * it, so that nothing is counted twice.
     */
    private void readBack(Instant from) {
        synchronized (turn) {
            if (!from.isBefore(since)) {
                return;
            }
            for (AccountPath account : ledger.accounts()) {
                if (account.parent().isEmpty()) {
                    readBack(account, from, since);
                }
            }
            since = from;
        }
    }

    private void readBack(AccountPath root, Instant from, Instant to) {
        OptionalLong before = OptionalLong.empty();
        boolean more = true;
        while (more) {
            Statement page = ledger.read(new Query.StatementOf(root, before, PAGE));
            List<Entry> entries = page.entries();
            for (Entry entry : entries) {
                if (entry.kind() == Entry.Kind.CAPTURED
                        && !entry.time().isBefore(from)
                        && entry.time().isBefore(to)) {
                    MeterLabels.read(entry.labels()).forEach(this::add);
                }
            }
            before = page.next();
            more = before.isPresent() && !entries.get(entries.size() - 1).time().isBefore(from);
        }
    }
}
