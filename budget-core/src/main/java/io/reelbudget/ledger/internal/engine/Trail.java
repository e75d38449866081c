package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.wire.Links;
import java.util.Arrays;

/**
 * Where an account's transactions are in the log: the newest one, from which links lead back, and every
 * {@value #STRIDE}th, so that a page far back is found without walking there. Guarded by its partition's lock.
 */
final class Trail {

    private static final int STRIDE = 64;

    private static final long[] NOTHING = {};
    private static final int FIRST_CAPACITY = 8;

    private long last = Links.NONE;
    private long count;

    /** The number of the first entry and the position of every {@value #STRIDE}th transaction. */
    private long[] marks = NOTHING;

    /** Returns the position of the newest transaction, {@link Links#NONE} where there is none. */
    long last() {
        return last;
    }

    /** Notes a transaction by the number of its first entry and its position. */
    void add(long firstSequence, long position) {
        last = position;
        count++;
        if (count % STRIDE != 0) {
            return;
        }
        int end = 2 * marks();
        if (end > marks.length) {
            marks = Arrays.copyOf(marks, Math.max(FIRST_CAPACITY, end + (end >> 2 & ~1)));
        }
        marks[end - 2] = firstSequence;
        marks[end - 1] = position;
    }

    private int marks() {
        return Math.toIntExact(count / STRIDE);
    }

    /** Writes marks as steps from the one before. */
    void write(SectionWriter out) {
        out.writeSigned(last);
        out.writeVarint(count);
        out.writeVarint(marks());
        long sequence = 0;
        long position = 0;
        for (int i = 0; i < 2 * marks(); i += 2) {
            out.writeVarint(marks[i] - sequence);
            out.writeVarint(marks[i + 1] - position);
            sequence = marks[i];
            position = marks[i + 1];
        }
    }

    static Trail read(SectionReader in) {
        Trail trail = new Trail();
        trail.last = in.readSigned();
        trail.count = in.readVarint();
        int read = in.readSize();
        if (read != trail.marks()) {
            throw new MalformedSectionException(
                    "an account had " + read + " marks of " + trail.count + " transactions");
        }
        trail.marks = read == 0 ? NOTHING : new long[2 * read];
        long sequence = 0;
        long position = 0;
        for (int i = 0; i < 2 * read; i += 2) {
            sequence += in.readVarint();
            position += in.readVarint();
            trail.marks[i] = sequence;
            trail.marks[i + 1] = position;
        }
        return trail;
    }

    /** Returns where to begin to walk back for entries with a smaller number: less than a stride too late. */
    long startBefore(long sequence) {
        int low = 0;
        int high = marks();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks[2 * middle] < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < marks() ? marks[2 * low + 1] : last;
    }
}
