package io.reelbudget.ledger.archive;

import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.internal.engine.RecordStore;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Takes roots, with the accounts below them and all that ever happened to them, out of a ledger and into another: from
 * the disk to a shared store and back. Records are moved as they are; each is sealed to the one before it, and the
 * seals are checked on the way, so the same balances, holds, statements, hours of usage and idempotency keys come out.
 *
 * <p>Whoever moves a ledger stops its hosts, writes or copies, and starts them on the other one. A ledger that goes on
 * meanwhile is taken as it was at about the moment when it was read; taking it again adds what came since, as long as
 * nothing happened to its roots in the other one.
 *
 * <p>An archive is a file with a version and checksums: docs/archive-format.md. All methods are thread-safe.
 */
public final class LedgerArchive {

    private LedgerArchive() {}

    /**
     * Writes all roots of a ledger to a file.
     *
     * @param file which must not exist; it has its name only once it is whole and on disk
     * @throws IllegalArgumentException if there is such a file, if the ledger cannot be archived, or if records are of
     *     a version that had no seals
     * @throws io.reelbudget.ledger.DroppedEntriesException if the ledger no longer has all its entries
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static ArchiveContents write(Ledger from, Path file) {
        RecordStore store = wholeStoreOf(from, root -> true);
        return new ArchiveWriter().write(visitor -> store.show(root -> true, visitor), file);
    }

    /**
     * The same with some roots only.
     *
     * @param roots their names, such as {@code acme}; all must be there
     */
    public static ArchiveContents write(Ledger from, Set<String> roots, Path file) {
        RecordStore store = wholeStoreOf(from, roots::contains);
        Set<String> missing = new TreeSet<>(roots);
        from.blocking().accounts().forEach(account -> missing.remove(account.rootName()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "Roots " + missing + " were not open but must be to be archived; check their names.");
        }
        return new ArchiveWriter().write(visitor -> store.show(roots::contains, visitor), file);
    }

    /**
     * Reads an archive and checks all of it.
     *
     * @throws IllegalArgumentException if it is no whole archive
     */
    public static ArchiveContents read(Path file) {
        RootEnds ends = new RootEnds();
        new ArchiveReader(file).show(record -> ends.add(record, "Archive '" + file + "'"));
        return ends.toContents();
    }

    /**
     * Takes all roots of an archive into a ledger, and verifies the ledger afterwards. What the ledger has of them
     * already is compared first, and left as it is: so an import that was cut short is ended by another. From when
     * records are added to a root until all of them are there, nobody can use the root: commands and queries end with a
     * {@link io.reelbudget.ledger.LedgerUnavailableException}, also after an import that was cut short.
     *
     * @param to a ledger on disk, or a shared one
     * @throws IllegalArgumentException if the file is no whole archive, or a root of it has other entries in the
     *     ledger: then nothing was changed
     * @throws io.reelbudget.ledger.LedgerUnavailableException if the ledger cannot keep them; import again then
     */
    public static RootArrival restore(Path file, Ledger to) {
        return take(new ArchiveReader(file), to, "archive '" + file + "'");
    }

    /** The same as {@link #restore} from a ledger, without a file between. */
    public static RootArrival copy(Ledger from, Ledger to) {
        RecordStore store = wholeStoreOf(from, root -> true);
        return take(visitor -> store.show(root -> true, visitor), to, from.toString());
    }

    private static RootArrival take(RecordSource from, Ledger to, String source) {
        RootTransfer transfer = new RootTransfer(from, storeOf(to), source);
        transfer.run();
        ArchiveContents offered = transfer.offered();
        return new RootArrival(
                offered.roots().size(),
                transfer.added(),
                Math.max(0, offered.transactions() - transfer.added()),
                to.blocking().verify());
    }

    /** A copy of what has not all arrived would be taken for the whole. */
    private static RecordStore wholeStoreOf(Ledger from, Predicate<String> roots) {
        RecordStore store = storeOf(from);
        Set<String> unfinished = new TreeSet<>(store.arriving());
        unfinished.removeIf(root -> !roots.test(root));
        if (!unfinished.isEmpty()) {
            throw new IllegalArgumentException("Roots " + unfinished + " were being imported, or an import of them was"
                    + " cut short, but must be whole to be archived; import them again first.");
        }
        return store;
    }

    private static RecordStore storeOf(Ledger ledger) {
        if (ledger instanceof RecordStore store) {
            return store;
        }
        throw new IllegalArgumentException(
                "Ledger was '" + ledger
                        + "' but must be one on disk or a shared one to be archived; give the ledger itself, nothing around it.");
    }
}
