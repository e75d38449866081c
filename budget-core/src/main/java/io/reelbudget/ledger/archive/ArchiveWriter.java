package io.reelbudget.ledger.archive;

import static java.util.Objects.requireNonNull;

import io.reelbudget.ledger.internal.engine.PortableRecord;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.journal.FileDisk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes an archive beside its place and puts it there once it is whole and on disk. Used once. */
final class ArchiveWriter {

    /** Makes the names of a directory durable. */
    @FunctionalInterface
    interface Names {
        void force(@Nullable Path directory) throws IOException;
    }

    private final Names names;
    private final RootEnds ends = new RootEnds();
    private final SectionWriter content = new SectionWriter();
    private final MessageDigest digest = sha256();

    ArchiveWriter() {
        this(FileDisk::forceNames);
    }

    ArchiveWriter(Names names) {
        this.names = names;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }

    /**
     * Writes an archive.
     *
     * @throws IllegalArgumentException if there is such a file
     */
    ArchiveContents write(RecordSource from, Path file) {
        if (Files.exists(file)) {
            throw existed(file, null);
        }
        // Its own: whoever writes to the same name at the same time has another one.
        Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try {
                try (FileChannel channel =
                                FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                        OutputStream out = new DigestOutputStream(
                                new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16), digest)) {
                    writeAll(from, out);
                    out.flush();
                    channel.force(true);
                }
                name(part, file);
            } finally {
                Files.deleteIfExists(part);
            }
            names.force(file.toAbsolutePath().getParent());
        } catch (IOException failed) {
            throw new UncheckedIOException("Archive '" + file + "' cannot be written: " + failed.getMessage(), failed);
        }
        return ends.toContents();
    }

    /** A link is refused where somebody was faster; a file that is renamed takes the place of another. */
    private static void name(Path part, Path file) throws IOException {
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException faster) {
            throw existed(file, faster);
        } catch (FileSystemException | UnsupportedOperationException noLinks) {
            if (Files.exists(file)) {
                throw existed(file, noLinks);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static IllegalArgumentException existed(Path file, @Nullable Exception why) {
        return new IllegalArgumentException(
                "Archive '" + file + "' existed but must not; name another, or remove it first.", why);
    }

    private void writeAll(RecordSource from, OutputStream out) throws IOException {
        ArchiveFrames.writeHeader(out);
        try {
            from.show(record -> add(record, out));
        } catch (UncheckedIOException failed) {
            throw requireNonNull(failed.getCause());
        }
        Map<String, RootEnd> roots = new TreeMap<>(ends.toContents().roots());
        for (Map.Entry<String, RootEnd> root : roots.entrySet()) {
            content.clear().writeByte(ArchiveFrames.ROOT_END);
            content.writeText(root.getKey());
            content.writeVarint(root.getValue().transactions());
            content.writeText(root.getValue().seal());
            ArchiveFrames.write(out, content.array(), content.size());
        }
        content.clear().writeByte(ArchiveFrames.END);
        content.writeVarint(roots.size());
        content.writeBytes(digest.digest());
        ArchiveFrames.write(out, content.array(), content.size());
    }

    private void add(PortableRecord record, OutputStream out) {
        ends.add(record, "The ledger");
        content.clear().writeByte(ArchiveFrames.RECORD);
        content.writeVarint(record.number());
        content.writeBytes(record.bytes());
        try {
            ArchiveFrames.write(out, content.array(), content.size());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
