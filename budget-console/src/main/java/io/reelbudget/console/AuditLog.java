package io.reelbudget.console;

import io.reelbudget.console.internal.web.AuditFile;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Is told of every write: once before it is tried, and once after. A write of which the log cannot be told is refused.
 *
 * <p>Implementations are thread-safe.
 */
@FunctionalInterface
public interface AuditLog {

    /**
     * Records a line.
     *
     * @throws java.io.UncheckedIOException if it cannot
     */
    void record(AuditEntry entry);

    /** Returns a log that appends a JSON object a line to a file, readable by its owner only, and forces it to disk. */
    static AuditLog toFile(Path file) {
        return AuditFile.at(file);
    }

    /** Returns a log that writes to the logger {@code io.reelbudget.console.audit}. */
    static AuditLog toLogger() {
        var logger = LoggerFactory.getLogger("io.reelbudget.console.audit");
        return entry -> logger.info("{}", entry.json());
    }
}
