package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionSink;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.image.StateImage;
import java.io.IOException;
import java.time.DateTimeException;

/**
 * A ledger's state as the sections of a snapshot: one for each root, copied under that root's lock, then the keys that
 * are remembered, a few thousand a section.
 *
 * <p>The keys come last: by then every record before the first position that will be replayed has its key among them,
 * since a root's lock is held from the appending of a record until its key is remembered.
 */
final class LedgerImage implements StateImage {

    private static final int PARTITION = 1;
    private static final int KEYS = 2;

    private final Partitions partitions;
    private final RememberedKeys keys;
    private final Recorder recorder;

    LedgerImage(Partitions partitions, RememberedKeys keys, Recorder recorder) {
        this.partitions = partitions;
        this.keys = keys;
        this.recorder = recorder;
    }

    @Override
    public void write(long from, SectionSink out) throws IOException {
        SectionWriter section = new SectionWriter();
        for (Partition partition : partitions.all()) {
            section.clear().writeByte(PARTITION);
            partition.lock.lock();
            try {
                PartitionImage.write(section, partition);
            } finally {
                partition.lock.unlock();
            }
            out.add(section);
        }
        long end = keys.end();
        long next = 0;
        while (next < end) {
            section.clear().writeByte(KEYS);
            next = keys.write(section, next, end, from);
            out.add(section);
        }
    }

    @Override
    public void restore(byte[] section) {
        restore(section, partitions, keys);
    }

    /** Returns the root whose section this is, empty where it is one of keys. */
    static String rootOf(byte[] section) {
        SectionReader in = new SectionReader(section);
        return in.readByte() == PARTITION ? PartitionImage.rootOf(in) : "";
    }

    /** Adds what a section has of a root. */
    static void restore(byte[] section, Partitions partitions, RememberedKeys keys) {
        SectionReader in = new SectionReader(section);
        try {
            int kind = in.readByte();
            switch (kind) {
                case PARTITION -> partitions.add(PartitionImage.read(in));
                case KEYS -> keys.read(in);
                default -> throw new MalformedSectionException("a section had the unknown kind " + kind);
            }
            in.requireEnd();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException refusedByValue) {
            throw new MalformedSectionException("a field was refused", refusedByValue);
        }
    }

    @Override
    public void replay(long position, byte[] record) {
        recorder.replay(partitions, position, record);
    }
}
