package io.reelbudget.console.internal.web;

import io.reelbudget.console.AuditEntry;
import io.reelbudget.console.AuditLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** An audit log in a file, opened anew for each line, so that it may be rotated. Thread-safe. */
public final class AuditFile implements AuditLog {

    private final Path file;

    private AuditFile(Path file) {
        this.file = file;
    }

    /** Returns the log in a file, which is made with its first line. */
    public static AuditFile at(Path file) {
        return new AuditFile(file);
    }

    @Override
    public synchronized void record(AuditEntry entry) {
        ByteBuffer line = ByteBuffer.wrap((entry.json() + "\n").getBytes(StandardCharsets.UTF_8));
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                ownersOnly())) {
            while (line.hasRemaining()) {
                out.write(line);
            }
            out.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException("Audit log '" + file + "' cannot be written: " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] ownersOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
