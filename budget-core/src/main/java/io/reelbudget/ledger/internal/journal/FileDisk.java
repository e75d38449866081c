package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.LedgerUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real directory, this process's alone as long as it is open: readable by its owner only, guarded by a lock on the
 * file {@value DirectoryLock#NAME}, no symbolic links followed.
 */
public final class FileDisk implements Disk {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /**
     * The directories that this process has open. The operating system drops a process's lock when the process closes
     * any channel of the locked file, so a second open must fail before it touches that file.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path realDirectory;
    private final DirectoryLock lock;

    private FileDisk(Path directory, Path realDirectory, DirectoryLock lock) {
        this.directory = directory;
        this.realDirectory = realDirectory;
        this.lock = lock;
    }

    /**
     * Opens a directory, and makes it where there is none.
     *
     * @throws LedgerUnavailableException if another ledger has it open, if it is a symbolic link or no directory, or if
     *     the disk refuses
     */
    public static FileDisk open(Path directory) {
        if (Thread.currentThread().isInterrupted()) {
            throw new LedgerUnavailableException("Ledger directory '" + directory
                    + "' was to be opened by an interrupted thread but files need one that is not; clear its flag and"
                    + " open it again.");
        }
        try {
            prepare(directory);
            return claim(directory);
        } catch (IOException failed) {
            throw new LedgerUnavailableException(
                    "Ledger directory '" + directory + "' could not be opened (" + failed
                            + ") but must be readable and writable by this process; check it and its disk.",
                    failed);
        }
    }

    private static void prepare(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new LedgerUnavailableException("Ledger directory '" + directory
                    + "' was a symbolic link but must be a directory itself; name the directory it leads to.");
        }
        if (!Files.exists(directory)) {
            create(directory);
        } else if (!Files.isDirectory(directory)) {
            throw new LedgerUnavailableException(
                    "Ledger directory '" + directory + "' was a file but must be a directory; choose another name.");
        }
        PosixFileAttributeView posix =
                Files.getFileAttributeView(directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (posix != null && !posix.readAttributes().permissions().equals(OWNER_ONLY)) {
            posix.setPermissions(OWNER_ONLY);
        }
    }

    private static void create(Path directory) throws IOException {
        List<Path> parents = missingParents(directory.toAbsolutePath());
        for (Path parent : parents) {
            if (!Files.exists(parent)) {
                Files.createDirectory(parent);
            }
            forceNames(parent.getParent());
        }
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createDirectory(directory);
        }
        forceNames(directory.toAbsolutePath().getParent());
    }

    /** The highest first. */
    private static List<Path> missingParents(Path directory) {
        List<Path> missing = new ArrayList<>();
        for (Path parent = directory.getParent();
                parent != null && !Files.exists(parent);
                parent = parent.getParent()) {
            missing.add(0, parent);
        }
        return missing;
    }

    private static FileDisk claim(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!OPEN.add(real)) {
            throw DirectoryLock.inUse(directory, "this process");
        }
        boolean locked = false;
        try {
            FileDisk disk = new FileDisk(directory, real, DirectoryLock.take(directory));
            locked = true;
            return disk;
        } finally {
            if (!locked) {
                OPEN.remove(real);
            }
        }
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return ChannelFile.create(directory.resolve(name));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return ChannelFile.open(directory.resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void copyTo(Path archive, String name) throws IOException {
        prepare(archive);
        Path unfinished = archive.resolve(name + Segments.UNFINISHED);
        Files.copy(directory.resolve(name), unfinished, StandardCopyOption.REPLACE_EXISTING, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel copy = FileChannel.open(unfinished, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            copy.force(true);
        }
        Files.move(unfinished, archive.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        forceNames(archive);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(directory.resolve(name));
    }

    @Override
    public void syncNames() throws IOException {
        forceNames(directory);
    }

    /** Waits until the names of a directory's files are durable; nothing where there is none. */
    public static void forceNames(@Nullable Path directory) throws IOException {
        if (directory == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return; // There a directory cannot be opened, and names are durable with their files.
        }
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    @Override
    public void requireOwned() throws IOException {
        lock.requireHeld();
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public Path pathOf(String name) {
        return directory.resolve(name);
    }

    @Override
    public String toString() {
        return "in directory '" + directory + "'";
    }

    @Override
    public void close() throws IOException {
        try {
            lock.release();
        } finally {
            OPEN.remove(realDirectory);
        }
    }
}
