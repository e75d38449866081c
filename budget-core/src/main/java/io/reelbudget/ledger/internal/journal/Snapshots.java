package io.reelbudget.ledger.internal.journal;

import io.reelbudget.ledger.CorruptJournalException;
import io.reelbudget.ledger.internal.image.MalformedSectionException;
import io.reelbudget.ledger.internal.image.StateImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The snapshots beside the segments, numbered from 1. Guarded by the lock of whoever writes them. */
final class Snapshots {

    private static final Pattern NAME = Pattern.compile("snapshot-([0-9]{10})\\.image");
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final Disk disk;

    /** The oldest first; the last one is whole. Readers see it without the lock. */
    private final List<Snapshot> kept = new CopyOnWriteArrayList<>();

    /** The names of those that are not whole; they go when a newer one is. */
    private final List<String> damaged = new ArrayList<>();

    private long newestNumber;

    private Snapshots(Disk disk) {
        this.disk = disk;
    }

    /**
     * Finds the newest snapshot that is whole, and those before it.
     *
     * @throws CorruptJournalException if one was written by a later version
     */
    static Snapshots open(Disk disk) throws IOException {
        Snapshots snapshots = new Snapshots(disk);
        List<Long> numbers = new ArrayList<>();
        for (String name : disk.names()) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches()) {
                numbers.add(Long.valueOf(matcher.group(1)));
            }
        }
        numbers.sort(null);
        for (int i = numbers.size() - 1; i >= 0; i--) {
            snapshots.newestNumber = Math.max(snapshots.newestNumber, numbers.get(i));
            snapshots.add(numbers.get(i));
        }
        return snapshots;
    }

    private void add(long number) throws IOException {
        boolean isNewest = kept.isEmpty();
        Snapshot found = isNewest ? checked(number) : headerOf(number);
        if (found == null) {
            damaged.add(nameOf(number));
        } else {
            kept.add(0, found);
        }
    }

    static String nameOf(long number) {
        return String.format(Locale.ROOT, "snapshot-%010d.image", number);
    }

    /** Returns the newest that is whole, null where none is. */
    @Nullable
    Snapshot newest() {
        return kept.isEmpty() ? null : kept.get(kept.size() - 1);
    }

    /** Returns all whose header is whole, the oldest first. */
    List<Snapshot> all() {
        return List.copyOf(kept);
    }

    /** Returns whether there was one once, be it damaged now. */
    boolean wereAny() {
        return newestNumber > 0;
    }

    long nextNumber() {
        return newestNumber + 1;
    }

    private @Nullable Snapshot headerOf(long number) throws IOException {
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
            return new Snapshot(name, header, 0, file.size());
        }
    }

    /** Looks at all of a snapshot, and returns it if it is whole, null if it is not. */
    @Nullable
    Snapshot checked(long number) throws IOException {
        Snapshot found = headerOf(number);
        if (found == null) {
            return null;
        }
        try (DiskFile file = disk.open(found.name())) {
            SnapshotWalk walk = new SnapshotWalk(file);
            while (walk.next()) {
                if (walk.isEnd()) {
                    return new Snapshot(found.name(), found.header(), walk.through(), walk.size());
                }
                if (!walk.isSection()) {
                    break;
                }
            }
            LOG.warn("Ledger {}: left out {}, which is not whole at byte {}", disk, found.name(), walk.offset());
            return null;
        }
    }

    /** Shows the sections of a snapshot that is whole. */
    void restore(Snapshot snapshot, StateImage image) throws IOException {
        show(snapshot, image::restore);
    }

    /** The same for whoever only looks at them. */
    void show(Snapshot snapshot, Consumer<byte[]> visitor) throws IOException {
        try (DiskFile file = disk.open(snapshot.name())) {
            SnapshotWalk walk = new SnapshotWalk(file);
            while (walk.next() && walk.isSection()) {
                try {
                    visitor.accept(walk.section());
                } catch (MalformedSectionException malformed) {
                    throw new CorruptJournalException(
                            disk.pathOf(snapshot.name()),
                            walk.offset(),
                            "its section is none: " + malformed.getMessage(),
                            malformed);
                }
            }
            if (walk.offset() + Frame.sizeOf(Long.BYTES) != snapshot.bytes()) {
                throw new CorruptJournalException(
                        disk.pathOf(snapshot.name()), walk.offset(), "a frame is not whole that was so before");
            }
        }
    }

    /** Gives a snapshot that is written and forced its name; what is not whole goes then. */
    void publish(Snapshot snapshot) throws IOException {
        disk.rename(snapshot.name() + Segments.UNFINISHED, snapshot.name());
        disk.syncNames();
        kept.add(snapshot);
        newestNumber = snapshot.header().number();
        while (!damaged.isEmpty()) {
            disk.delete(damaged.get(0));
            damaged.remove(0);
        }
    }

    void remove(Snapshot snapshot) throws IOException {
        disk.delete(snapshot.name());
        kept.remove(snapshot);
    }
}
