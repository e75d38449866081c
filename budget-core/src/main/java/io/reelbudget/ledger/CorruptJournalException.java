package io.reelbudget.ledger;

import java.nio.file.Path;

/**
 * Thrown when a journal is damaged before its tail. Nothing was changed; put the named file back from a backup or a
 * replica rather than delete it, since every later entry rests on it.
 */
public final class CorruptJournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    public CorruptJournalException(Path file, long offset, String what) {
        super("Journal " + file + " was damaged at byte " + offset + " (" + what
                + ") but must be whole up to its tail; put this file back from a backup.");
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
