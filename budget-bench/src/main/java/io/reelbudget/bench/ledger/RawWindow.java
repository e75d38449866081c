package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The limit for callers that do not wait: so many records of a job's bytes in flight. Not thread-safe. */
final class RawWindow implements Contestant {

    private final Window window = new Window();
    private final String name;
    private final GroupCommit log;
    private final byte[] hold;
    private final byte[] capture;
    private long appended;
    private CompletableFuture<Void> newest = CompletableFuture.completedFuture(null);

    private RawWindow(String name, RawSpace space, RecordSizes sizes) {
        this.name = name;
        this.log = new GroupCommit(space, window::end);
        this.hold = new byte[sizes.hold()];
        this.capture = new byte[sizes.capture()];
    }

    /** Keeps nothing: what the disk and its cache can do at most. */
    static RawWindow overwriting(Path file, RecordSizes sizes) throws IOException {
        return new RawWindow("raw, " + Window.SIZE + " records in flight", new RingFile(file), sizes);
    }

    /** Keeps all, as the journal does. */
    static RawWindow keeping(Path directory, RecordSizes sizes) throws IOException {
        return new RawWindow("raw, the same into new files", new NewFiles(directory), sizes);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Sample run(Duration span) throws InterruptedException {
        Sample sample = window.run(span, 2, () -> {
            newest = log.append((appended & 1) == 0 ? hold : capture);
            appended++;
        });
        newest.join();
        return sample;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
