package io.reelbudget.policy.provision;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What a program writes until it ends: the first of it is kept, the rest is read and dropped, so that a program that
 * writes without end fills neither memory nor disk, and is not held up either. One thread looks at both pipes in turn;
 * children that inherited them and live on keep nobody waiting.
 *
 * <p>This class is not thread-safe.
 */
final class ProgramOutput {

    private static final long POLL_MILLIS = 10;

    /**
     * What is read at one look. More than any pipe holds (Linux: 1 MiB unless root allowed more), so that what the
     * program wrote before its end is read to the end, and what a child of it goes on writing is not.
     */
    private static final int MOST_AT_ONCE = 2 << 20;

    private final Process process;
    private final Pipe output;
    private final Pipe errors;

    private ProgramOutput(Process process, Pipe output, Pipe errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Returns the output of a program that was just started.
     *
     * @param most how many bytes of its standard output are kept
     * @param mostErrors how many of its standard error
     */
    static ProgramOutput of(Process process, int most, int mostErrors) {
        return new ProgramOutput(
                process, new Pipe(process.getInputStream(), most), new Pipe(process.getErrorStream(), mostErrors));
    }

    /**
     * Reads until the program ended, and closes both pipes; returns whether it did so in time.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean isReadToTheEnd(Duration timeout) throws IOException, InterruptedException {
        // Once a program has ended, the JDK itself takes what is left in its pipes into memory, for as long as there
        // is more of it: a child that lives on and writes without end would fill it. It does so under these locks.
        synchronized (output.stream()) {
            synchronized (errors.stream()) {
                try (output;
                        errors) {
                    long begun = System.nanoTime();
                    boolean isOver = false;
                    while (!isOver && System.nanoTime() - begun < timeout.toNanos()) {
                        isOver = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                        output.read();
                        errors.read();
                    }
                    return isOver;
                }
            }
        }
    }

    String text() {
        return output.text();
    }

    String errors() {
        return errors.text();
    }

    private static final class Pipe implements AutoCloseable {
        private final InputStream stream;
        private final byte[] kept;
        private final byte[] chunk = new byte[8 * 1024];
        private int size;

        Pipe(InputStream stream, int most) {
            this.stream = stream;
            this.kept = new byte[most];
        }

        InputStream stream() {
            return stream;
        }

        /** Reads what is there, without waiting for more. */
        void read() throws IOException {
            int read = 0;
            for (int ready = stream.available(); ready > 0 && read < MOST_AT_ONCE; ready = stream.available()) {
                int more = stream.read(chunk, 0, Math.min(ready, chunk.length));
                if (more < 0) {
                    return;
                }
                int fits = Math.min(more, kept.length - size);
                System.arraycopy(chunk, 0, kept, size, fits);
                size += fits;
                read += more;
            }
        }

        String text() {
            return new String(kept, 0, size, StandardCharsets.UTF_8);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
