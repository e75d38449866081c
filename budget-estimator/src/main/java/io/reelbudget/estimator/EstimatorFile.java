package io.reelbudget.estimator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in which an estimator's state is kept.
 *
 * <p>It is replaced as a whole: written beside, forced to disk, renamed over the old one, and the directory forced. So
 * a kill at any instant leaves the old or the new state. A file that cannot be read is set aside, never deleted.
 *
 * <p>This class is not thread-safe.
 */
public final class EstimatorFile {

    /** Its name in the ledger's directory. */
    public static final String NAME = "estimator.json";

    private static final Logger LOG = LoggerFactory.getLogger(EstimatorFile.class);
    private static final int MAX_BYTES = 4 << 20;

    private final Path file;

    private EstimatorFile(Path file) {
        this.file = file;
    }

    /** Returns the file in a directory, which must exist when it is written. */
    public static EstimatorFile in(Path directory) {
        return new EstimatorFile(directory.resolve(NAME));
    }

    /** Returns what was kept; empty where there is no file, or none that can be read: then a warning is logged. */
    public Optional<EstimatorState> read() {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("What was learned had " + Files.size(file)
                        + " bytes but must have at most " + MAX_BYTES + "; start without it.");
            }
            return Optional.of(EstimatorState.parse(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "What finished jobs had taught cannot be read; the estimator starts anew and the file is set aside"
                            + " as {}.",
                    aside(),
                    e);
            setAside();
            return Optional.empty();
        }
    }

    private Path aside() {
        return file.resolveSibling(NAME + ".damaged");
    }

    private void setAside() {
        try {
            Files.move(file, aside(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("{} cannot be set aside.", file, e);
        }
    }

    /**
     * Replaces what is kept.
     *
     * @throws IOException if the disk refuses; then the old state is still there
     */
    public void write(EstimatorState state) throws IOException {
        Path beside = file.resolveSibling(NAME + ".new");
        ByteBuffer bytes = ByteBuffer.wrap(state.toJson().getBytes(StandardCharsets.UTF_8));
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
    }

    /** Where directories cannot be opened (Windows), a rename is durable without it. */
    private void forceDirectory() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null
                || !directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
