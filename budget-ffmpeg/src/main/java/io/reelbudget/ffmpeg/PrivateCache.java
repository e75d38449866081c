package io.reelbudget.ffmpeg;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory that is made once, whole or not at all, readable by its owner only. Safe against two programs that make
 * it at once: both fill a directory of their own, and the first to rename it wins.
 *
 * @param parent where it is kept
 * @param name its name, which changes with its content
 */
record PrivateCache(Path parent, String name) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Says whether a directory holds all that it must. */
    @FunctionalInterface
    interface Inspection {
        boolean isWhole(Path directory) throws IOException;
    }

    /** Fills an empty directory. */
    @FunctionalInterface
    interface Filling {
        void fill(Path directory) throws IOException;
    }

    /** Returns the user's own cache directory for this product. */
    static Path ofUser() {
        String chosen = System.getProperty("reelbudget.cache", "");
        if (!chosen.isBlank()) {
            return Path.of(chosen);
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null && !xdg.isBlank() ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("reelbudget");
    }

    /** Returns the directory, filled where it was missing or damaged. */
    Path filledBy(Inspection inspection, Filling filling) throws IOException {
        Path directory = parent.resolve(name);
        if (isOurs(directory) && inspection.isWhole(directory)) {
            return directory;
        }
        Files.createDirectories(parent);
        Path fresh = Files.createTempDirectory(parent, "." + name + "-");
        try {
            filling.fill(fresh);
            restrict(fresh);
            publish(fresh, directory, inspection);
        } finally {
            delete(fresh);
        }
        return directory;
    }

    private static void publish(Path fresh, Path directory, Inspection inspection) throws IOException {
        try {
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException impossible) {
            throw impossible;
        } catch (FileSystemException taken) {
            if (isOurs(directory) && inspection.isWhole(directory)) {
                return;
            }
            // Damaged, such as by a cleaner of old files: put aside, so that whoever runs from it keeps its open files.
            Path aside = fresh.resolveSibling(fresh.getFileName() + ".damaged");
            Files.move(directory, aside, StandardCopyOption.ATOMIC_MOVE);
            Files.move(fresh, directory, StandardCopyOption.ATOMIC_MOVE);
            delete(aside);
        }
    }

    /**
     * Others' files are not to be run. A directory that only its owner may enter is either ours or closed to us; root's
     * own cache directory is nobody else's to write.
     */
    private static boolean isOurs(Path directory) throws IOException {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && (!isPosix(directory)
                        || Files.getPosixFilePermissions(directory).equals(OWNER_ONLY));
    }

    /** Lets only the owner read, write and run a file or enter a directory. */
    static void restrict(Path path) throws IOException {
        if (isPosix(path)) {
            Files.setPosixFilePermissions(path, OWNER_ONLY);
        }
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix");
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(root)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
