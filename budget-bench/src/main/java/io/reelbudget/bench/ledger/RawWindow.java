package io.reelbudget.bench.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The limit for callers that do not wait: so many records of a job's bytes in flight. Not thread-safe. */
final class RawWindow implements Contestant {

    private final Window window = new Window();
    private final GroupCommit log;
    private final byte[] hold;
    private final byte[] capture;
    private long appended;
    private CompletableFuture<Void> newest = CompletableFuture.completedFuture(null);

    RawWindow(Path file, RecordSizes sizes) throws IOException {
        this.log = new GroupCommit(file, window::end);
        this.hold = new byte[sizes.hold()];
        this.capture = new byte[sizes.capture()];
    }

    @Override
    public String name() {
        return "raw, " + Window.SIZE + " records in flight";
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
