package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Recomputes a ledger from its log and compares: for each root the first entry that went wrong, or the live state. */
final class Audit {

    private static final int MAX_DIFFERENCES = 100;

    private final Partitions partitions;
    private final Map<String, AuditedBook> books = new HashMap<>();
    private final Set<String> wrong = new HashSet<>();
    private final List<String> differences = new ArrayList<>();

    /** Up to where the snapshot has each root, where entries were dropped. */
    private final Map<String, Long> beginnings = new HashMap<>();

    private long since = Long.MIN_VALUE;
    private long entries;

    private Audit(Partitions partitions) {
        this.partitions = partitions;
    }

    static Verification of(EntryLog log, Partitions partitions) {
        Audit audit = new Audit(partitions);
        partitions.whileStill(() -> {
            long newest = partitions.all().stream()
                    .mapToLong(Partition::lastPosition)
                    .max()
                    .orElse(Links.NONE);
            if (newest != Links.NONE) {
                log.durable(newest).join();
            }
            log.keeping(() -> {
                KeptEntries.beginnings(log, audit::begin);
                log.scan(audit::add);
                return audit;
            });
            partitions.all().forEach(audit::compareLive);
        });
        long accounts =
                audit.books.values().stream().mapToLong(AuditedBook::accounts).sum();
        Map<String, String> seals = new TreeMap<>();
        audit.books.forEach((root, book) -> seals.put(root, Seal.text(book.seal())));
        Optional<Instant> since =
                audit.beginnings.isEmpty() ? Optional.empty() : Optional.of(LedgerTime.instant(audit.since));
        return new Verification(audit.entries, accounts, audit.differences, seals, since);
    }

    /** Notes where what is kept of a root's entries begins. */
    private void begin(Partition before) {
        Partition partition = partitions.find(before.root());
        if (partition == null) {
            report(before.root(), "A snapshot had a root that is not open");
            return;
        }
        beginnings.put(before.root(), before.lastPosition());
        books.put(before.root(), AuditedBook.from(before, partition.book));
        since = Math.max(since, before.book.lastTime());
    }

    private void add(long position, byte[] record) {
        StoredTransaction stored = TransactionCodec.decode(record);
        Transaction made = stored.made();
        if (position <= beginnings.getOrDefault(made.root(), Links.NONE)) {
            return;
        }
        entries += made.events().size();
        Partition partition = partitions.find(made.root());
        if (wrong.contains(made.root())) {
            return;
        }
        if (partition == null) {
            report(made.root(), "Entry " + made.firstSequence() + " was of a root that is not open");
            return;
        }
        books.computeIfAbsent(made.root(), root -> new AuditedBook(partition.book))
                .add(stored, record)
                .ifPresent(difference -> report(made.root(), difference));
    }

    private void compareLive(Partition partition) {
        if (!wrong.contains(partition.root())) {
            books.computeIfAbsent(partition.root(), root -> new AuditedBook(partition.book))
                    .compareLive()
                    .ifPresent(difference -> report(partition.root(), difference));
        }
    }

    private void report(String root, String difference) {
        wrong.add(root);
        if (differences.size() < MAX_DIFFERENCES) {
            differences.add(difference + "; root '" + root + "'.");
        }
    }
}
