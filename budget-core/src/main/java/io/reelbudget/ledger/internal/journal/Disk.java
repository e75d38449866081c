package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One directory of files: all that the journal knows of a disk, so that a simulated one can stand in.
 *
 * <p>Nothing is durable before it was forced: a file's bytes by {@link DiskFile#force}, its name by {@link #syncNames}.
 */
public interface Disk extends AutoCloseable {

    /** Returns the names of all files. */
    List<String> names() throws IOException;

    /** Makes a new, empty file. */
    DiskFile create(String name) throws IOException;

    /** Makes a new, empty file in place of one of that name. */
    default DiskFile createAnew(String name) throws IOException {
        if (names().contains(name)) {
            delete(name);
        }
        return create(name);
    }

    /** Opens a file that is there. */
    DiskFile open(String name) throws IOException;

    /** Gives a file another name at once, in place of one that has it. */
    void rename(String from, String to) throws IOException;

    /**
     * Copies a file to another directory, which is made where there is none; its bytes and its name there are durable
     * then. One of that name there is replaced.
     */
    void copyTo(Path directory, String name) throws IOException;

    /** Removes a file. */
    void delete(String name) throws IOException;

    /** Waits until all names are durable. */
    void syncNames() throws IOException;

    /** Fails if the directory became another process's. */
    default void requireOwned() throws IOException {}

    /** Returns how many bytes there is room for, roughly. */
    long usableBytes() throws IOException;

    /** Returns where a file is, for messages. */
    Path pathOf(String name);

    /** Gives the directory free for others. */
    @Override
    void close() throws IOException;
}
