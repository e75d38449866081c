package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** What was corrected of which charges, for as long as they can be corrected. Guarded by its book's lock. */
final class Corrections {

    /** How long after it was posted a charge can be corrected: 400 days, as long as usage is kept. */
    static final long KEPT = 400L * 24 * 3_600_000_000L;

    /** Of the corrections upwards of one charge so many are known one by one, the newest. */
    private static final int MAX_UPWARDS = 1_000;

    /**
     * A correction upwards.
     *
     * @param entry its entry, which says who paid it
     * @param returned what was given back of it
     */
    record Upwards(long entry, long amount, long returned) {}

    /**
     * What became of one charge.
     *
     * @param time when it was posted
     * @param added what later corrections added and did not take back
     * @param returned what was given back of its own amount
     * @param upwards the corrections of {@code added} whose entries are known, the oldest first
     */
    record Corrected(long time, long added, long returned, List<Upwards> upwards) {}

    private record Dated(long time, long entry) {}

    private static final Corrected NOTHING = new Corrected(0, 0, 0, List.of());

    /** Those of a book in which nothing was corrected; never changed. */
    static final Corrections NONE = new Corrections();

    private final Map<Long, Corrected> byEntry = new LinkedHashMap<>(0);

    /** The corrected charges, the oldest first: they are forgotten in this order. */
    private final PriorityQueue<Dated> oldest = new PriorityQueue<>(Comparator.comparingLong(Dated::time));

    void write(SectionWriter out) {
        out.writeVarint(byEntry.size());
        for (Map.Entry<Long, Corrected> corrected : byEntry.entrySet()) {
            out.writeVarint(corrected.getKey());
            out.writeVarint(corrected.getValue().time());
            out.writeVarint(corrected.getValue().added());
            out.writeVarint(corrected.getValue().returned());
            out.writeVarint(corrected.getValue().upwards().size());
            for (Upwards up : corrected.getValue().upwards()) {
                out.writeVarint(up.entry());
                out.writeVarint(up.amount());
                out.writeVarint(up.returned());
            }
        }
    }

    /** Reads so many as the first version wrote them: it did not know corrections one by one. */
    void readFirst(SectionReader in, int count) {
        for (int i = 0; i < count; i++) {
            put(in.readVarint(), new Corrected(in.readVarint(), in.readVarint(), in.readVarint(), List.of()));
        }
    }

    /** Reads so many that were written. */
    void read(SectionReader in, int count) {
        for (int i = 0; i < count; i++) {
            long entry = in.readVarint();
            long time = in.readVarint();
            long added = in.readVarint();
            long returned = in.readVarint();
            int ups = in.readSize();
            List<Upwards> upwards = new ArrayList<>(ups);
            for (int up = 0; up < ups; up++) {
                upwards.add(new Upwards(in.readVarint(), in.readVarint(), in.readVarint()));
            }
            put(entry, new Corrected(time, added, returned, List.copyOf(upwards)));
        }
    }

    private void put(long entry, Corrected corrected) {
        if (byEntry.put(entry, corrected) == null) {
            oldest.add(new Dated(corrected.time(), entry));
        }
    }

    Corrected of(long entry) {
        return byEntry.getOrDefault(entry, NOTHING);
    }

    /** Notes a correction upwards and its own entry. */
    void add(long entry, long correction, long amount, long time) {
        Corrected before = of(entry);
        List<Upwards> upwards = new ArrayList<>(before.upwards());
        if (amount > 0) {
            upwards.add(new Upwards(correction, amount, 0));
        }
        if (upwards.size() > MAX_UPWARDS) {
            upwards.remove(0);
        }
        put(entry, new Corrected(time, Math.addExact(before.added(), amount), before.returned(), List.copyOf(upwards)));
    }

    void giveBack(long entry, long amount, long time) {
        Corrected before = of(entry);
        long fromAdded = Math.min(amount, before.added());
        put(
                entry,
                new Corrected(
                        time,
                        before.added() - fromAdded,
                        before.returned() + amount - fromAdded,
                        without(before.upwards(), fromAdded)));
    }

    /** Takes what is given back from the newest first. */
    private static List<Upwards> without(List<Upwards> upwards, long amount) {
        List<Upwards> left = new ArrayList<>(upwards);
        long rest = amount;
        for (int i = left.size() - 1; i >= 0 && rest > 0; i--) {
            Upwards up = left.get(i);
            long part = Math.min(rest, up.amount() - up.returned());
            rest -= part;
            if (up.returned() + part == up.amount()) {
                left.remove(i);
            } else {
                left.set(i, new Upwards(up.entry(), up.amount(), up.returned() + part));
            }
        }
        return List.copyOf(left);
    }

    void forgetBefore(long time) {
        Dated first = oldest.peek();
        while (first != null && first.time() < time) {
            oldest.remove();
            byEntry.remove(first.entry());
            first = oldest.peek();
        }
    }
}
