package io.reelbudget.ledger.internal.engine;

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

    private long last = Links.NONE;
    private long count;
    private long[] sequences = {};
    private long[] positions = {};
    private int marks;

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
        if (marks == sequences.length) {
            int capacity = Math.max(4, marks + (marks >> 1));
            sequences = Arrays.copyOf(sequences, capacity);
            positions = Arrays.copyOf(positions, capacity);
        }
        sequences[marks] = firstSequence;
        positions[marks] = position;
        marks++;
    }

    /** Writes marks as steps from the one before. */
    void write(SectionWriter out) {
        out.writeSigned(last);
        out.writeVarint(count);
        out.writeVarint(marks);
        long sequence = 0;
        long position = 0;
        for (int i = 0; i < marks; i++) {
            out.writeVarint(sequences[i] - sequence);
            out.writeVarint(positions[i] - position);
            sequence = sequences[i];
            position = positions[i];
        }
    }

    static Trail read(SectionReader in) {
        Trail trail = new Trail();
        trail.last = in.readSigned();
        trail.count = in.readVarint();
        trail.marks = in.readSize();
        trail.sequences = new long[trail.marks];
        trail.positions = new long[trail.marks];
        long sequence = 0;
        long position = 0;
        for (int i = 0; i < trail.marks; i++) {
            sequence += in.readVarint();
            position += in.readVarint();
            trail.sequences[i] = sequence;
            trail.positions[i] = position;
        }
        return trail;
    }

    /** Returns where to begin to walk back for entries with a smaller number: less than a stride too late. */
    long startBefore(long sequence) {
        int found = Arrays.binarySearch(sequences, 0, marks, sequence);
        int mark = found >= 0 ? found : -found - 1;
        return mark < marks ? positions[mark] : last;
    }
}
