package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What makes a directory one process's alone: the operating system's lock on a file, and who has it, in that file.
 *
 * <p>Where files are locked as POSIX has it, a process loses its lock when it closes <em>any</em> descriptor of the
 * file: a host that copies the directory from within itself does so. Who opens a directory therefore also looks whether
 * the process that the file names lives on; and who has it looks again and again whether the file still names it.
 */
final class DirectoryLock {

    static final String NAME = "lock";

    private static final Pattern OWNER = Pattern.compile("process ([0-9]{1,18}) since (\\S{1,40}) as [0-9a-f]{32}");
    private static final int MOST_BYTES = 128;
    private static final int TOKEN_BYTES = 16;

    private final Path directory;
    private final FileChannel channel;
    private final String owner;

    private DirectoryLock(Path directory, FileChannel channel, String owner) {
        this.directory = directory;
        this.channel = channel;
        this.owner = owner;
    }

    /**
     * Takes a directory.
     *
     * @throws LedgerUnavailableException if a process has it
     * @throws IOException if the disk refuses; then the directory is free
     */
    static DirectoryLock take(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(NAME),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        boolean isLocked;
        try {
            // A byte far behind the text is locked, so that others may read who has it.
            isLocked = channel.tryLock(Long.MAX_VALUE / 2, 1, false) != null;
        } catch (OverlappingFileLockException otherClassLoader) {
            // The channel stays open: closing it would take the lock from the ledger that has it.
            throw inUse(directory, "this process");
        }
        boolean isTaken = false;
        try {
            Optional<String> other = isLocked ? livingOwner(channel) : Optional.of(named(read(channel)));
            if (other.isPresent()) {
                throw inUse(directory, other.get());
            }
            DirectoryLock lock = new DirectoryLock(directory, channel, newOwner());
            lock.writeOwner();
            isTaken = true;
            return lock;
        } finally {
            if (!isTaken) {
                channel.close();
            }
        }
    }

    static LedgerUnavailableException inUse(Path directory, String owner) {
        return new LedgerUnavailableException("Ledger directory '" + directory + "' was in use by " + owner
                + " but must be one ledger's alone; close that one or choose another directory.");
    }

    private static String newOwner() {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        ProcessHandle own = ProcessHandle.current();
        return "process " + own.pid() + " since " + start(own) + " as "
                + HexFormat.of().formatHex(token);
    }

    private static String start(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("unknown");
    }

    private void writeOwner() throws IOException {
        channel.truncate(0);
        ByteBuffer bytes = ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }

    /** Returns another process that is named in the file and still the same one, though its lock is gone. */
    private static Optional<String> livingOwner(FileChannel channel) throws IOException {
        Matcher named = OWNER.matcher(read(channel));
        if (!named.matches()) {
            return Optional.empty();
        }
        long pid = Long.parseLong(named.group(1));
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> pid != ProcessHandle.current().pid())
                .filter(process -> start(process).equals(named.group(2)))
                .map(process -> "process " + pid + ", which has lost its lock,");
    }

    private static String named(String text) {
        Matcher named = OWNER.matcher(text);
        return named.matches() ? "process " + named.group(1) : "another process";
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MOST_BYTES);
        int read = channel.read(text, 0);
        return read <= 0 ? "" : new String(text.array(), 0, read, StandardCharsets.UTF_8);
    }

    /** Fails if the directory became somebody else's. */
    void requireHeld() throws IOException {
        // A read by an interrupted thread would close the channel, and with it give the lock away.
        boolean wasInterrupted = Thread.interrupted();
        String now;
        try {
            now = read(channel);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (!now.equals(owner)) {
            throw new IOException("directory '" + directory + "' was taken by "
                    + (now.isEmpty() ? "another process" : named(now))
                    + " since this one lost its lock, as by closing a copy of its file '" + NAME + "'");
        }
    }

    /** Gives the directory free. */
    void release() throws IOException {
        try {
            if (read(channel).equals(owner)) {
                channel.truncate(0);
            }
        } finally {
            channel.close();
        }
    }
}
