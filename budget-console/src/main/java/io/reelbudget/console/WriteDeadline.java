package io.reelbudget.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Cuts off clients that do not read what is sent to them: each would keep a thread for as long as it likes. A write
 * that takes too long is interrupted, which closes its connection; closing the exchange would wait for the write.
 * Thread-safe.
 */
final class WriteDeadline implements AutoCloseable {

    private static final long LOOKS_PER_DEADLINE = 10;

    private final Duration patience;
    private final Set<Write> writes = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "reelbudget-console-deadline");
        thread.setDaemon(true);
        return thread;
    });

    /** @param patience how long one write may take */
    WriteDeadline(Duration patience) {
        this.patience = patience;
        long look = Math.max(1, patience.toMillis() / LOOKS_PER_DEADLINE);
        ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(this::cutOff, look, look, TimeUnit.MILLISECONDS);
    }

    /** Returns a stream whose writes must end in time. */
    Stream over(OutputStream out) {
        return new Stream(out);
    }

    /** Writes on this thread, which must end in time. */
    void within(Writing writing) throws IOException {
        timed(new Write(), writing);
    }

    private void timed(Write write, Writing writing) throws IOException {
        writes.add(write);
        try {
            writing.run();
        } finally {
            write.end();
            writes.remove(write);
        }
    }

    private void cutOff() {
        long now = System.nanoTime();
        for (Write write : writes) {
            if (now - write.since > patience.toNanos()) {
                write.cut();
            }
        }
    }

    /** One write of one thread, which is interrupted while it writes and never later. */
    private static final class Write {
        private final Thread writer = Thread.currentThread();
        private final long since = System.nanoTime();
        private boolean isCut;
        private boolean isOver;

        synchronized void cut() {
            if (!isOver && !isCut) {
                isCut = true;
                writer.interrupt();
            }
        }

        synchronized void end() {
            isOver = true;
            if (isCut) {
                Thread.interrupted();
            }
        }
    }

    /** A stream whose writes must end in time, and can be cut off by others. */
    final class Stream extends FilterOutputStream {

        private volatile Write current = new Write();

        private Stream(OutputStream out) {
            super(out);
            current.end();
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            timed(() -> out.write(bytes, from, length));
        }

        @Override
        public void flush() throws IOException {
            timed(out::flush);
        }

        /** Ends with the rest that waits in buffers. */
        @Override
        public void close() throws IOException {
            timed(out::close);
        }

        /** Ends the write that is under way, if one is, and with it the connection. */
        void cut() {
            current.cut();
        }

        private void timed(Writing writing) throws IOException {
            Write write = new Write();
            current = write;
            WriteDeadline.this.timed(write, writing);
        }
    }

    /** Something that writes. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
