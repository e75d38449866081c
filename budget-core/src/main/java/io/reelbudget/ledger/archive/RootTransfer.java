package io.reelbudget.ledger.archive;

import io.reelbudget.ledger.internal.engine.PortableRecord;
import io.reelbudget.ledger.internal.engine.RecordStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes the records of a source into a ledger that may have some of them already, from a transfer that was cut short.
 * Used once. Nothing is added before all that both have was compared, and nobody uses a root before all was added.
 */
final class RootTransfer {

    private static final int RECORDS_AT_ONCE = 1_000;

    private final RecordSource from;
    private final RecordStore to;
    private final String source;
    private final RootEnds offered = new RootEnds();
    private final RootEnds kept = new RootEnds();
    private final List<PortableRecord> waiting = new ArrayList<>();
    private long added;

    /**
     * Makes one.
     *
     * @param source names where the records come from, for messages
     */
    RootTransfer(RecordSource from, RecordStore to, String source) {
        this.from = from;
        this.to = to;
        this.source = source;
    }

    /**
     * Takes the records in.
     *
     * @throws IllegalArgumentException if a root has other records in the ledger, or the source is damaged
     */
    void run() {
        from.show(record -> offered.add(record, source));
        to.show(offered.roots()::contains, this::compareKept);
        if (!kept.roots().isEmpty()) {
            from.show(this::compareOffered);
        }
        Map<String, RecordStore.End> growing = growing();
        if (!growing.isEmpty()) {
            to.begin(growing);
            from.show(this::take);
            flush();
            Map<String, RecordStore.End> ends = new TreeMap<>();
            growing.keySet().forEach(root -> ends.put(root, end(offered, root)));
            to.end(ends);
        }
    }

    /** Returns how far those are kept that are to be added to, or whose arrival was not ended. */
    private Map<String, RecordStore.End> growing() {
        Set<String> arriving = to.arriving();
        Map<String, RecordStore.End> growing = new TreeMap<>();
        for (String root : offered.roots()) {
            boolean isUnfinished = arriving.contains(root);
            if (isUnfinished && kept.transactions(root) > offered.transactions(root)) {
                throw new IllegalArgumentException("Root '" + root
                        + "' had more entries of an import that was cut short"
                        + " than " + source + " has but must get all of them; import from where that one did. Nothing"
                        + " was changed.");
            }
            if (isUnfinished || offered.transactions(root) > kept.transactions(root)) {
                growing.put(root, end(kept, root));
            }
        }
        return growing;
    }

    private static RecordStore.End end(RootEnds of, String root) {
        return new RecordStore.End(of.transactions(root), of.seal(root));
    }

    private void compareKept(PortableRecord record) {
        kept.add(record, "The ledger");
        boolean isLastOffered = record.number() == offered.transactions(record.root()) - 1;
        if (isLastOffered && !record.seal().equals(offered.seal(record.root()))) {
            throw differs(record.root());
        }
    }

    private void compareOffered(PortableRecord record) {
        boolean isLastKept = record.number() == kept.transactions(record.root()) - 1;
        if (isLastKept && !record.seal().equals(kept.seal(record.root()))) {
            throw differs(record.root());
        }
    }

    private IllegalArgumentException differs(String root) {
        return new IllegalArgumentException("Root '" + root + "' had other entries in the ledger than in " + source
                + " but must have the same, or none; nothing was changed. Leave it out, or use another ledger.");
    }

    private void take(PortableRecord record) {
        if (record.number() < kept.transactions(record.root())) {
            return;
        }
        waiting.add(record);
        if (waiting.size() == RECORDS_AT_ONCE) {
            flush();
        }
    }

    private void flush() {
        if (!waiting.isEmpty()) {
            to.adopt(List.copyOf(waiting));
            added += waiting.size();
            waiting.clear();
        }
    }

    ArchiveContents offered() {
        return offered.toContents();
    }

    long added() {
        return added;
    }
}
