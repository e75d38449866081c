package io.reelbudget.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a command is refused because the journal's disk has no room for more entries. Nothing was changed and
 * nothing is remembered of the command. Reads go on; so does the ledger, without being opened anew, once there is room:
 * send the command again then, under the same key.
 */
public final class JournalFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param ledger where the journal is, such as "in directory …"
     * @param bytes how much room the next segment needs
     * @param cause what the disk said, null where it said nothing
     */
    public JournalFullException(String ledger, long bytes, @Nullable Throwable cause) {
        super(
                "Ledger " + ledger + " had no room for more entries (" + cause + ") but its disk must have " + bytes
                        + " bytes; make room and send the command again.",
                cause);
    }
}
