package io.reelbudget.telemetry;

/** Something that can be asked at any time how it stands. */
public enum Level {
    /** Whether the journal takes commands: 1, or 0 once a write to the disk has failed. */
    JOURNAL_USABLE,
    /** How many records were appended to the journal and are not durable yet. */
    JOURNAL_WAITING,
    /** Whether the newest try of each connection of the shared store went well: 1, or 0 while one fails. */
    STORE_USABLE,
    /** How many commands and queries wait for the shared store, those of batches at work included. */
    STORE_WAITING,
    /** How many looks at accounts were asked for and are not over. */
    LOOKS_WAITING
}
