package io.reelbudget.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a journal keeps its entries. What accounts have, and which commands were carried out, is kept in snapshots
 * whatever happens to old entries; but their statements, what commands sent again were answered, and what a
 * verification recomputes, reach back only as far as the entries do. Reading further back throws
 * {@link DroppedEntriesException}, which names the time of the oldest kept entry.
 *
 * <p>Entries go in whole segments of 16 MiB, and only after a later snapshot stands for them: expect them to stay half
 * as long again.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param age how old an entry must be, by the ledger's clock, before it may go, at least seven days and at most a
 *     hundred years; where there is none, all are kept
 * @param archive the directory to which each segment is copied before it goes, durably and under its own name, none
 *     where they are not kept at all; put them back and the journal has them again
 */
public record JournalRetention(Optional<Duration> age, Optional<Path> archive) {

    /** As long as a command's key is remembered, its entry is needed to answer it again. */
    private static final Duration LEAST = Duration.ofDays(7);

    private static final Duration MOST = Duration.ofDays(36_525);

    public JournalRetention {
        if (age.isPresent() && age.get().compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("Age was " + age.get()
                    + " but must be at least seven days; so long commands that are sent again are answered from their"
                    + " entries.");
        }
        if (age.isPresent() && age.get().compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "Age was " + age.get() + " but must be at most a hundred years; use keepAll() to keep all.");
        }
        if (archive.isPresent() && age.isEmpty()) {
            throw new IllegalArgumentException(
                    "Archive was '" + archive.get() + "' but there must be an age too; say when entries go there.");
        }
    }

    /** Returns the retention under which nothing ever goes. */
    public static JournalRetention keepAll() {
        return new JournalRetention(Optional.empty(), Optional.empty());
    }

    /** Returns the retention under which entries are deleted when they are older. */
    public static JournalRetention dropOlderThan(Duration age) {
        return new JournalRetention(Optional.of(age), Optional.empty());
    }

    /**
     * Returns the retention under which entries are moved to another directory when they are older.
     *
     * @param archive made where there is none; becomes readable by its owner only
     */
    public static JournalRetention archiveTo(Path archive, Duration age) {
        return new JournalRetention(Optional.of(age), Optional.of(archive));
    }
}
