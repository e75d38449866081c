package io.reelbudget.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a journal is damaged before its tail. Nothing was changed; put the named file back from a backup or a
 * replica rather than delete it, since every later entry rests on it.
 */
public final class CorruptJournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    /** Makes one that says what is wrong there, in a clause. */
    public CorruptJournalException(Path file, long offset, String what) {
        this(file, offset, what, null);
    }

    /** Makes one whose cause is what the reader ran into, null where it is in the words already. */
    public CorruptJournalException(Path file, long offset, String what, @Nullable Throwable cause) {
        super(
                "Journal " + file + " was damaged at byte " + offset + " (" + what
                        + ") but must be whole up to its tail; put this file back from a backup.",
                cause);
        this.file = file;
        this.offset = offset;
    }

    /** Returns the damaged file. */
    public Path file() {
        return file;
    }

    /** Returns where in the file the damage begins, in bytes. */
    public long offset() {
        return offset;
    }
}
