package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.Verification;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Recomputes a ledger from its log and compares: for each root the first entry that went wrong, or the live state. */
final class Audit {

    private static final int MAX_DIFFERENCES = 100;

    private final Partitions partitions;
    private final Map<String, AuditedBook> books = new HashMap<>();
    private final Set<String> wrong = new HashSet<>();
    private final List<String> differences = new ArrayList<>();
    private long entries;

    private Audit(Partitions partitions) {
        this.partitions = partitions;
    }

    static Verification of(EntryLog log, Partitions partitions) {
        KeptEntries.requireAll(log);
        Audit audit = new Audit(partitions);
        partitions.whileStill(() -> {
            long newest = partitions.all().stream()
                    .mapToLong(Partition::lastPosition)
                    .max()
                    .orElse(Links.NONE);
            if (newest != Links.NONE) {
                log.durable(newest).join();
            }
            log.scan((position, record) -> audit.add(TransactionCodec.decode(record), record));
            partitions.all().forEach(audit::compareLive);
        });
        long accounts =
                audit.books.values().stream().mapToLong(AuditedBook::accounts).sum();
        Map<String, String> seals = new TreeMap<>();
        audit.books.forEach((root, book) -> seals.put(root, Seal.text(book.seal())));
        return new Verification(audit.entries, accounts, audit.differences, seals);
    }

    private void add(StoredTransaction stored, byte[] record) {
        Transaction made = stored.made();
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
