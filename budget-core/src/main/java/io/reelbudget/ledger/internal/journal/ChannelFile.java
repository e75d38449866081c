package io.reelbudget.ledger.internal.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A real file. It has a channel for writing and one for reading: an interrupt of a thread that reads closes the channel
 * under it, which must never hit the thread that writes.
 */
final class ChannelFile implements DiskFile {

    private final Path path;
    private final FileChannel writing;
    private FileChannel reading;
    private boolean closed;

    private ChannelFile(Path path, FileChannel writing) throws IOException {
        this.path = path;
        this.writing = writing;
        this.reading = openForReading();
    }

    static ChannelFile create(Path path) throws IOException {
        return new ChannelFile(
                path,
                FileChannel.open(
                        path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    static ChannelFile open(Path path) throws IOException {
        return new ChannelFile(path, FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public int write(ByteBuffer bytes, long offset) throws IOException {
        return writing.write(bytes, offset);
    }

    @Override
    public int read(ByteBuffer bytes, long offset) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                int start = bytes.position();
                try {
                    return reader().read(bytes, offset);
                } catch (ClosedByInterruptException again) {
                    interrupted = Thread.interrupted() || interrupted;
                    bytes.position(start);
                } catch (ClosedChannelException closedByAnother) {
                    bytes.position(start);
                    requireOpen(closedByAnother);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized FileChannel reader() throws IOException {
        if (!closed && !reading.isOpen()) {
            reading = openForReading();
        }
        return reading;
    }

    private synchronized void requireOpen(ClosedChannelException cause) throws IOException {
        if (closed) {
            throw cause;
        }
    }

    private FileChannel openForReading() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void force() throws IOException {
        writing.force(false);
    }

    @Override
    public long size() throws IOException {
        return writing.size();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        reading.close();
        writing.close();
    }
}
