package io.reelbudget;

import io.reelbudget.internal.LateWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Keeps what risk-sized holds learn in the ledger's directory: written some seconds after something was learnt, so at
 * most that often, and at the end. A kill loses what was learnt in these seconds, and nothing of the ledger.
 *
 * <p>This class is thread-safe. The directory must be the ledger's own, which no other process may open.
 */
final class RiskMemory implements AutoCloseable {

    private final RiskHolds holds;
    private final RiskFile file;
    private final LateWriter writer;

    private RiskMemory(RiskHolds holds, RiskFile file, Duration delay) {
        this.holds = holds;
        this.file = file;
        this.writer = new LateWriter("What risk-sized holds learn", "reelbudget-risk", delay, this::write);
    }

    /** Has holds go on with what was kept, and keeps what they learn from now on. */
    static RiskMemory of(RiskHolds holds, Path directory, Duration delay) {
        RiskFile file = new RiskFile(directory);
        holds.resume(file.read());
        RiskMemory memory = new RiskMemory(holds, file, delay);
        holds.onLearnt(memory.writer::changed);
        return memory;
    }

    /** Where nothing was learnt there need be no file. */
    private void write() throws IOException {
        if (!holds.learnt().isEmpty()) {
            file.write(holds.learnt());
        }
    }

    /** Writes for the last time, if something was learnt. Closing again does nothing. */
    @Override
    public void close() {
        writer.close();
    }
}
