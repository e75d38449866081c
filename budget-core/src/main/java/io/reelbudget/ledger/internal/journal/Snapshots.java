package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.StateImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots beside the segments, numbered from 1. A snapshot gets its name when all of it is durable; the newest
 * {@value #KEPT} are kept, so that one that was damaged later has another before it.
 *
 * <p>Guarded by the journal's snapshot lock.
 */
final class Snapshots {

    static final int KEPT = 2;

    private static final Pattern NAME = Pattern.compile("snapshot-([0-9]{10})\\.image");
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final Disk disk;

    /** The numbers of all there are, rising. */
    private final List<Long> numbers = new ArrayList<>();

    /** Those that are not whole; they go when a newer one is. */
    private final List<Long> damaged = new ArrayList<>();

    private @Nullable Snapshot newest;

    private Snapshots(Disk disk) {
        this.disk = disk;
    }

    /** Finds the newest snapshot that is whole. */
    static Snapshots open(Disk disk) throws IOException {
        Snapshots snapshots = new Snapshots(disk);
        for (String name : disk.names()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                snapshots.numbers.add(Long.valueOf(matcher.group(1)));
            }
        }
        snapshots.numbers.sort(null);
        for (int i = snapshots.numbers.size() - 1; i >= 0 && snapshots.newest == null; i--) {
            snapshots.newest = snapshots.check(snapshots.numbers.get(i));
            if (snapshots.newest == null) {
                snapshots.damaged.add(snapshots.numbers.get(i));
            }
        }
        return snapshots;
    }

    static String nameOf(long number) {
        return String.format(Locale.ROOT, "snapshot-%010d.image", number);
    }

    /** Returns the newest that is whole, null where none is. */
    @Nullable
    Snapshot newest() {
        return newest;
    }

    /** Returns the name of the newest, whole or not, null where none is there. */
    @Nullable
    String newestName() {
        return numbers.isEmpty() ? null : nameOf(numbers.get(numbers.size() - 1));
    }

    private @Nullable Snapshot check(long number) throws IOException {
        String name = nameOf(number);
        try (DiskFile file = disk.open(name)) {
            SnapshotHeader header = SnapshotWalk.header(file);
            if (header == null || header.number() != number) {
                LOG.warn("Ledger {}: left out {}, whose header is not whole", disk, name);
                return null;
            }
            if (header.version() != SnapshotHeader.VERSION) {
                throw new CorruptJournalException(
                        disk.pathOf(name),
                        8,
                        "its format has version " + header.version() + ", this program reads "
                                + SnapshotHeader.VERSION);
            }
            SnapshotWalk walk = new SnapshotWalk(file);
            while (walk.next()) {
                if (walk.isEnd()) {
                    return new Snapshot(name, header, walk.through(), walk.size());
                }
                if (!walk.isSection()) {
                    break;
                }
            }
            LOG.warn("Ledger {}: left out {}, which is not whole at byte {}", disk, name, walk.offset());
            return null;
        }
    }

    /** Shows the sections of a snapshot that is whole. */
    void restore(Snapshot snapshot, StateImage image) throws IOException {
        try (DiskFile file = disk.open(snapshot.name())) {
            SnapshotWalk walk = new SnapshotWalk(file);
            while (walk.next() && walk.isSection()) {
                try {
                    image.restore(walk.section());
                } catch (MalformedSectionException | IllegalStateException malformed) {
                    throw new CorruptJournalException(
                            disk.pathOf(snapshot.name()),
                            walk.offset(),
                            "a section is no state: " + malformed.getMessage(),
                            malformed);
                }
            }
            if (walk.offset() + Frame.sizeOf(Long.BYTES) != snapshot.bytes()) {
                throw new CorruptJournalException(
                        disk.pathOf(snapshot.name()), walk.offset(), "a frame is not whole that was so before");
            }
        }
    }

    long nextNumber() {
        return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    }

    /** Gives a snapshot that is written and forced its name, and drops those that are too many. */
    void publish(String unfinished, Snapshot snapshot) throws IOException {
        disk.rename(unfinished, snapshot.name());
        disk.syncNames();
        numbers.add(snapshot.header().number());
        newest = snapshot;
        while (numbers.size() > KEPT) {
            Long superfluous = damaged.isEmpty() ? numbers.get(0) : damaged.remove(0);
            disk.delete(nameOf(superfluous));
            numbers.remove(superfluous);
        }
    }
}
