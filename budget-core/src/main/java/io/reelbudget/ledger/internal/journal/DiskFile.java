package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One file of a {@link Disk}. Reading is thread-safe; one thread at a time writes. */
public interface DiskFile extends AutoCloseable {

    /**
     * Writes bytes at an offset.
     *
     * @return how many were written, which may be fewer than there are
     */
    int write(ByteBuffer bytes, long offset) throws IOException;

    /**
     * Reads bytes at an offset.
     *
     * @return how many were read, which may be fewer than there is room for; -1 at the end of the file
     */
    int read(ByteBuffer bytes, long offset) throws IOException;

    /** Waits until all that was written is durable. */
    void force() throws IOException;

    /** Returns the file's length in bytes. */
    long size() throws IOException;

    @Override
    void close() throws IOException;
}
