package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One file, filled with zeros before, that is written again from its beginning when it is full: nothing is kept, and
 * the disk writes each byte once.
 */
final class RingFile implements RawSpace {

    private static final int BYTES = 256 * 1024 * 1024;

    private final FileChannel file;
    private long offset;

    RingFile(Path path) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(MOST_BYTES);
        for (long at = 0; at < BYTES; at += MOST_BYTES) {
            file.write(zeros.clear(), at);
        }
        file.force(true);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (offset + bytes.remaining() > BYTES) {
            offset = 0;
        }
        while (bytes.hasRemaining()) {
            offset += file.write(bytes, offset);
        }
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
