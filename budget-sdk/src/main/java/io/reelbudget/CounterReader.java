package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.rate.MeterKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from a root's entries what was counted, from the newest back to the last checkpoint, or as far as counters
 * matter where there is none. Not thread-safe; each reads once.
 */
final class CounterReader {

    private static final Logger LOG = LoggerFactory.getLogger(CounterReader.class);
    private static final int PAGE = 1_000;

    private final BlockingLedger ledger;
    private final AccountPath root;
    private final Instant needed;
    private final Instant wanted;
    private final CounterSums sums = new CounterSums();
    private final Map<MeterKey, Long> settled = new HashMap<>();
    private final Map<Whole, Map<Integer, CounterState>> parts = new HashMap<>();
    private Optional<CounterState> base = Optional.empty();
    private OptionalLong newest = OptionalLong.empty();
    private int read;

    /** Names what parts belong to: of the same entries and counters, whenever they were written, they say the same. */
    private record Whole(long through, Instant from, int parts) {}

    /**
     * A state, and what it took to read it.
     *
     * @param state what was counted
     * @param entries how many entries were read
     */
    record Reading(CounterState state, int entries) {}

    private CounterReader(BlockingLedger ledger, AccountPath root, Instant needed, Instant wanted) {
        this.ledger = ledger;
        this.root = root;
        this.needed = needed;
        this.wanted = wanted;
    }

    /**
     * Reads the state of a root.
     *
     * @param needed counters whose period began at it or later must be complete
     * @param wanted those of periods from here on too, as far as entries are kept; not after {@code needed}, in whole
     *     seconds
     * @throws DroppedEntriesException if the journal no longer keeps entries that are needed
     */
    static Reading read(BlockingLedger ledger, AccountPath root, Instant needed, Instant wanted) {
        return new CounterReader(ledger, root, needed, wanted).read();
    }

    private Reading read() {
        Instant reached = wanted;
        try {
            readBack();
        } catch (DroppedEntriesException dropped) {
            if (needed.isBefore(dropped.oldestKept())) {
                throw dropped;
            }
            reached = dropped.oldestKept().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
        }
        base.ifPresent(sums::add);
        settled.forEach(sums::settled);
        Instant from = base.map(CounterState::from).orElse(reached);
        return new Reading(sums.state(from, newest.orElse(0)), read);
    }

    private void readBack() {
        OptionalLong before = OptionalLong.empty();
        do {
            Statement page = ledger.read(new Query.StatementOf(root, before, PAGE));
            for (Entry entry : page.entries()) {
                if (entry.time().isBefore(wanted)
                        || base.filter(each -> entry.sequence() <= each.through())
                                .isPresent()) {
                    return;
                }
                read++;
                newest = newest.isPresent() ? newest : OptionalLong.of(entry.sequence());
                take(entry);
            }
            before = page.next();
        } while (before.isPresent());
    }

    private void take(Entry entry) {
        if (entry.kind() == Entry.Kind.CAPTURED) {
            takeCharge(entry);
        } else if (entry.kind() == Entry.Kind.NOTED && entry.account().equals(root)) {
            String kind = entry.labels().values().getOrDefault("kind", "");
            if (kind.equals(SettlementNote.KIND)) {
                SettlementNote.parse(entry.text())
                        .ifPresent(note -> settled.putIfAbsent(note.counter(), note.volume()));
            } else if (kind.equals(CounterCheckpoint.KIND) && base.isEmpty()) {
                takePart(entry);
            }
        }
    }

    private void takeCharge(Entry entry) {
        try {
            sums.add(MeterLabels.read(entry.labels()));
        } catch (IllegalArgumentException foreign) {
            // A host that captures through the ledger may give labels of that name a meaning of its own.
            LOG.warn("Entry {} of '{}' is not counted: {}", entry.sequence(), root, foreign.getMessage());
        }
    }

    private void takePart(Entry entry) {
        try {
            CounterCheckpoint found = CounterCheckpoint.parse(root.toString(), entry.text());
            if (found.state().through() >= entry.sequence()
                    || found.state().from().isAfter(needed)) {
                return;
            }
            Whole whole = new Whole(found.state().through(), found.state().from(), found.parts());
            Map<Integer, CounterState> known = parts.computeIfAbsent(whole, none -> new HashMap<>());
            known.put(found.part(), found.state());
            if (known.size() == found.parts()) {
                CounterSums all = new CounterSums();
                known.values().forEach(all::add);
                base = Optional.of(all.state(found.state().from(), found.state().through()));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException damaged) {
            LOG.warn("Entry {} of '{}': {}", entry.sequence(), root, damaged.getMessage());
        }
    }
}
