package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Files of the journal's size, each filled with zeros and forced before it is written to, as the journal's are: all is
 * kept, and the disk writes each byte twice. One file is made ahead by a thread of its own.
 */
final class NewFiles implements RawSpace {

    private static final int BYTES = 16 * 1024 * 1024;
    private static final int STEP = 1024 * 1024;

    private final Path directory;
    private final ExecutorService maker = Executors.newSingleThreadExecutor();
    private int count;
    private FileChannel file;
    private CompletableFuture<FileChannel> next;
    private long offset;

    NewFiles(Path directory) throws IOException {
        this.directory = Files.createDirectory(directory);
        this.file = made(0);
        this.next = ahead();
    }

    private CompletableFuture<FileChannel> ahead() {
        count++;
        int number = count;
        return CompletableFuture.supplyAsync(() -> made(number), maker);
    }

    private FileChannel made(int number) {
        try {
            FileChannel made = FileChannel.open(
                    directory.resolve("raw-" + number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
            for (int at = 0; at < BYTES; at += STEP) {
                made.write(zeros.clear(), at);
                made.force(false);
            }
            return made;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (offset + bytes.remaining() > BYTES) {
            file.close();
            file = taken();
            next = ahead();
            offset = 0;
        }
        while (bytes.hasRemaining()) {
            offset += file.write(bytes, offset);
        }
        file.force(false);
    }

    private FileChannel taken() throws IOException {
        try {
            return next.join();
        } catch (CompletionException failed) {
            throw new IOException("A file could not be made.", failed);
        }
    }

    @Override
    public void close() throws IOException {
        maker.shutdown();
        file.close();
        taken().close();
    }
}
