package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was corrected of which charges, for as long as they can be corrected. Guarded by its book's lock. */
final class Corrections {

    /** How long after it was posted a charge can be corrected: 400 days, as long as usage is kept. */
    static final long KEPT = 400L * 24 * 3_600_000_000L;

    /**
     * What became of one charge.
     *
     * @param time when it was posted
     * @param added what later corrections added and did not take back
     * @param returned what was given back of its own amount
     */
    record Corrected(long time, long added, long returned) {}

    private static final Corrected NOTHING = new Corrected(0, 0, 0);

    /** Those of a book in which nothing was corrected; never changed. */
    static final Corrections NONE = new Corrections();

    private final Map<Long, Corrected> byEntry = new LinkedHashMap<>(0);

    void write(SectionWriter out) {
        out.writeVarint(byEntry.size());
        for (Map.Entry<Long, Corrected> corrected : byEntry.entrySet()) {
            out.writeVarint(corrected.getKey());
            out.writeVarint(corrected.getValue().time());
            out.writeVarint(corrected.getValue().added());
            out.writeVarint(corrected.getValue().returned());
        }
    }

    /** Reads so many that were written. */
    void read(SectionReader in, int count) {
        for (int i = 0; i < count; i++) {
            byEntry.put(in.readVarint(), new Corrected(in.readVarint(), in.readVarint(), in.readVarint()));
        }
    }

    Corrected of(long entry) {
        return byEntry.getOrDefault(entry, NOTHING);
    }

    void add(long entry, long amount, long time) {
        Corrected before = of(entry);
        byEntry.put(entry, new Corrected(time, Math.addExact(before.added(), amount), before.returned()));
    }

    void giveBack(long entry, long amount, long time) {
        Corrected before = of(entry);
        long fromAdded = Math.min(amount, before.added());
        byEntry.put(entry, new Corrected(time, before.added() - fromAdded, before.returned() + amount - fromAdded));
    }

    void forgetBefore(long time) {
        byEntry.values().removeIf(corrected -> corrected.time() < time);
    }
}
