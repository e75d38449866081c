package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of a log without a format go. Used by one thread. */
interface RawSpace extends AutoCloseable {

    /** The most bytes that are written at once. */
    int MOST_BYTES = 2 * 1024 * 1024;

    /** Writes bytes after those before, and forces them. */
    void write(ByteBuffer bytes) throws IOException;

    @Override
    void close() throws IOException;
}
