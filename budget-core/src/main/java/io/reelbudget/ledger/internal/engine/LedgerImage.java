package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionSink;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.image.StateImage;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;

/**
 * A ledger's state as the sections of a snapshot: one for each root, copied under its lock, then the keys that are
 * remembered, a few thousand a section.
 *
 * <p>The keys come last: by then every record before the first position that will be replayed has its key among them,
 * since a root's lock is held from the appending of a record until its key is remembered.
 */
final class LedgerImage implements StateImage {

    private static final int PARTITION = 1;
    private static final int KEYS = 2;

    private final Partitions partitions;
    private final Recorder recorder;

    /** The roots of a snapshot that is being restored. */
    private final Map<Integer, Partition> byNumber = new HashMap<>();

    LedgerImage(Partitions partitions, Recorder recorder) {
        this.partitions = partitions;
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
        for (Stripe stripe : partitions.stripes()) {
            writeKeys(stripe, section, from, out);
        }
    }

    private static void writeKeys(Stripe stripe, SectionWriter section, long from, SectionSink out) throws IOException {
        long end = endOfKeys(stripe);
        long next = 0;
        while (next < end) {
            section.clear().writeByte(KEYS);
            stripe.lock.lock();
            try {
                next = stripe.keys.write(section, next, end, from);
            } finally {
                stripe.lock.unlock();
            }
            out.add(section);
        }
    }

    private static long endOfKeys(Stripe stripe) {
        stripe.lock.lock();
        try {
            return stripe.keys.end();
        } finally {
            stripe.lock.unlock();
        }
    }

    @Override
    public void restore(byte[] section) {
        SectionReader in = new SectionReader(section);
        try {
            int kind = in.readByte();
            switch (kind) {
                case PARTITION -> partitions.add(PartitionImage.read(in, partitions));
                case KEYS -> readKeys(in);
                default -> throw new MalformedSectionException("a section had the unknown kind " + kind);
            }
            in.requireEnd();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException refusedByValue) {
            throw new MalformedSectionException("a field was refused", refusedByValue);
        }
    }

    /** Returns the section that a root's image is in a snapshot. */
    static byte[] sectionOf(byte[] image) {
        byte[] section = new byte[1 + image.length];
        section[0] = PARTITION;
        System.arraycopy(image, 0, section, 1, image.length);
        return section;
    }

    /** Returns the root whose section this is, empty where it is one of keys. */
    static String rootOf(byte[] section) {
        SectionReader in = new SectionReader(section);
        return in.readByte() == PARTITION ? PartitionImage.rootOf(in) : "";
    }

    /** Returns the root whose section this is, which is not added to the others. */
    static Partition partitionOf(byte[] section, Partitions others) {
        SectionReader in = new SectionReader(section);
        in.readByte();
        return PartitionImage.read(in, others);
    }

    /** Sections of roots come first, so that each key's is there. */
    private void readKeys(SectionReader in) {
        if (byNumber.isEmpty()) {
            partitions.all().forEach(partition -> byNumber.put(partition.number, partition));
        }
        int count = in.readSize();
        long position = 0;
        long time = 0;
        for (int i = 0; i < count; i++) {
            int root = in.readInt();
            IdempotencyKey key = new IdempotencyKey(in.readLong(), in.readLong());
            long contentHash = in.readLong();
            position += in.readSigned();
            time += in.readSigned();
            Partition partition = byNumber.get(root);
            if (partition == null) {
                throw new MalformedSectionException("a key was of root " + root + ", which is not there");
            }
            partition.stripe.keys.remember(root, key, contentHash, position, time);
        }
    }

    @Override
    public void replay(long position, byte[] record) {
        recorder.replay(partitions, position, record);
    }
}
