package io.reelbudget.ledger.archive;

import io.reelbudget.ledger.internal.engine.PortableRecord;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.wire.MalformedRecordException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Reads an archive from its first byte to its last, each time it is asked. Not thread-safe. */
final class ArchiveReader implements RecordSource {

    private static final int DIGEST_BYTES = 32;

    private final Path file;
    private final String name;

    ArchiveReader(Path file) {
        this.file = file;
        this.name = "Archive '" + file + "'";
    }

    /**
     * Shows all records.
     *
     * @throws IllegalArgumentException if the file is no whole archive
     */
    @Override
    public void show(Consumer<PortableRecord> visitor) {
        MessageDigest digest = ArchiveWriter.sha256();
        try (DigestInputStream counted =
                        new DigestInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), digest);
                DataInputStream in = new DataInputStream(counted)) {
            ArchiveFrames.readHeader(in, name);
            readAll(in, counted, visitor);
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " cannot be read: " + failed.getMessage(), failed);
        } catch (MalformedSectionException | MalformedRecordException malformed) {
            throw new IllegalArgumentException(
                    name + " had a frame that cannot be read: " + malformed.getMessage() + ".", malformed);
        }
    }

    private void readAll(DataInputStream in, DigestInputStream counted, Consumer<PortableRecord> visitor)
            throws IOException {
        RootEnds found = new RootEnds();
        Map<String, RootEnd> told = new HashMap<>();
        while (true) {
            // What the last frame says is of all that comes before it.
            byte[] before = digestOf(counted);
            byte[] frame = ArchiveFrames.read(in, name);
            SectionReader content = new SectionReader(frame);
            int kind = content.readByte();
            switch (kind) {
                case ArchiveFrames.RECORD -> {
                    long number = content.readVarint();
                    byte[] record = content.readBytes(frame.length - content.position());
                    PortableRecord portable = PortableRecord.of(number, record);
                    found.add(portable, name);
                    visitor.accept(portable);
                }
                case ArchiveFrames.ROOT_END ->
                    told.put(content.readText(), new RootEnd(content.readVarint(), content.readText()));
                case ArchiveFrames.END -> {
                    requireWhole(content, before, told, found);
                    return;
                }
                default -> throw ArchiveFrames.damaged(name, "a frame of the unknown kind " + kind);
            }
        }
    }

    /** A copy of a digest costs little beside the records that it is of. */
    private static byte[] digestOf(DigestInputStream counted) {
        try {
            return ((MessageDigest) counted.getMessageDigest().clone()).digest();
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException("The digests of every Java platform can be copied.", never);
        }
    }

    private void requireWhole(SectionReader end, byte[] digest, Map<String, RootEnd> told, RootEnds found) {
        long roots = end.readVarint();
        boolean isWhole = Arrays.equals(digest, end.readBytes(DIGEST_BYTES))
                && roots == told.size()
                && told.equals(found.toContents().roots());
        if (!isWhole) {
            throw ArchiveFrames.damaged(name, "an end that does not agree with what comes before it");
        }
    }
}
