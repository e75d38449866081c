package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/**
 * The file {@value #NAME} of a journal's directory: the names of roots whose records are still arriving from elsewhere.
 * There is none while none is. Replaced as a whole; docs/journal-format.md has it byte by byte. One thread at a time.
 */
public final class ArrivingFile {

    static final String NAME = "arriving";

    private static final int VERSION = 1;
    private static final int MOST_BYTES = 1 << 30;

    private final Disk disk;

    /** Makes one of a disk, which is open as long as it is used. */
    public ArrivingFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * Returns the names that are kept.
     *
     * @throws CorruptJournalException if the file is not as it was written
     */
    public Set<String> read() {
        try {
            if (!disk.names().contains(NAME)) {
                return Set.of();
            }
            try (DiskFile file = disk.open(NAME)) {
                return decoded(allOf(file));
            }
        } catch (IOException failed) {
            throw unusable("read", failed);
        }
    }

    private Set<String> decoded(byte[] bytes) {
        int end = bytes.length - Integer.BYTES;
        if (end < 1 || ByteBuffer.wrap(bytes).getInt(end) != crc(bytes, end)) {
            throw new CorruptJournalException(disk.pathOf(NAME), 0, "its checksum did not agree");
        }
        try {
            SectionReader in = new SectionReader(Arrays.copyOf(bytes, end));
            if (in.readByte() != VERSION) {
                throw new CorruptJournalException(disk.pathOf(NAME), 0, "a later version of this program wrote it");
            }
            Set<String> roots = new TreeSet<>();
            int count = in.readCount(MOST_BYTES);
            for (int i = 0; i < count; i++) {
                roots.add(in.readText());
            }
            in.requireEnd();
            return roots;
        } catch (MalformedSectionException malformed) {
            throw new CorruptJournalException(disk.pathOf(NAME), 0, "names could not be read", malformed);
        }
    }

    /** Keeps these names and no others, durably. */
    public void keep(Set<String> roots) {
        try {
            if (roots.isEmpty()) {
                disk.delete(NAME);
            } else {
                write(encoded(roots));
            }
            disk.syncNames();
        } catch (IOException failed) {
            throw unusable("written", failed);
        }
    }

    private static byte[] encoded(Set<String> roots) {
        SectionWriter out = new SectionWriter();
        out.writeByte(VERSION);
        out.writeVarint(roots.size());
        new TreeSet<>(roots).forEach(out::writeText);
        byte[] names = out.toByteArray();
        return ByteBuffer.allocate(names.length + Integer.BYTES)
                .put(names)
                .putInt(crc(names, names.length))
                .array();
    }

    private void write(byte[] bytes) throws IOException {
        String unfinished = NAME + Segments.UNFINISHED;
        try (DiskFile file = disk.createAnew(unfinished)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                int unused = file.write(left, left.position());
            }
            file.force();
        }
        disk.rename(unfinished, NAME);
    }

    private static byte[] allOf(DiskFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Math.min(MOST_BYTES, file.size())));
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
            // Reads may be short.
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private LedgerUnavailableException unusable(String what, IOException failed) {
        return new LedgerUnavailableException(
                "File '" + disk.pathOf(NAME) + "' could not be " + what + " (" + failed
                        + ") but must be, to say which roots are being imported; check its disk, and import again.",
                failed);
    }
}
