package io.reelbudget.ledger.internal.engine;

import static java.util.Objects.requireNonNull;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.LedgerUnavailableException;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.internal.image.SectionReader;
import io.reelbudget.ledger.internal.image.SectionWriter;
import io.reelbudget.ledger.internal.machine.Account;
import io.reelbudget.ledger.internal.machine.BookImage;
import io.reelbudget.ledger.internal.machine.ContentHash;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.machine.Machine;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where a store that many processes share has batches decided, by the code that decides for all ledgers: it hands in
 * what it keeps of the roots of a batch, then the batch, and takes the records away that are to be kept. What a desk
 * knows of a root is worth as much as the store says that nothing newer is kept: it is asked for {@link #transactions},
 * and brought up to date by {@link #replay}.
 *
 * <p>A batch ends with {@link #commit}, which has its answers told, or with {@link #rollBack}. One thread uses a desk.
 */
public final class RootDesk {

    private static final int NOT_KEPT = -1;

    /**
     * A record to be kept.
     *
     * @param position where, see {@link Positions}
     * @param time when it was made, in microseconds since 1970
     * @param key that of its command, {@link IdempotencyKey#NONE} where time alone made it
     * @param record its bytes, never changed
     */
    @SuppressWarnings("ArrayRecordComponent") // Neither changed nor compared.
    public record Made(long position, long time, IdempotencyKey key, byte[] record) {}

    /** An account that was opened. */
    public record OpenedAccount(int root, int number, AccountPath path) {}

    /** What a root came to, to begin from there. */
    @SuppressWarnings("ArrayRecordComponent") // Neither changed nor compared.
    public record Image(int root, long transactions, byte[] bytes) {}

    private final InstantSource clock;
    private final Stripe stripe = new Stripe(0, new KeyRoom(RememberedKeys.MAX_KEYS, 1));
    private final Partitions none = new Partitions();
    private final BatchLog log;
    private final BatchKeys keys = new BatchKeys();
    private final Recorder recorder;
    private final Reader reader;

    /** By number, the one that was used longest ago first. */
    private final LinkedHashMap<Integer, KeptRoot> roots = new LinkedHashMap<>(64, 0.75f, true);

    private final Map<String, KeptRoot> byName = new HashMap<>();
    private final Set<Integer> changed = new LinkedHashSet<>();

    /**
     * Makes a desk without roots.
     *
     * @param name says what the store is, for messages
     * @param kept reads what is kept; called by other threads too
     * @param clock the ledger's time
     */
    public RootDesk(String name, KeptRecords kept, InstantSource clock) {
        this.clock = clock;
        this.log = new BatchLog(name, kept);
        this.recorder = new Recorder(log, this::partition, Machine::decide, keys);
        this.reader = new Reader(log, recorder);
    }

    /** Returns the number of a root that is here, negative where it is not. */
    public int numberOf(String root) {
        KeptRoot there = byName.get(root);
        return there == null ? NOT_KEPT : there.partition.number;
    }

    /** Returns how many transactions of a root this knows, negative where the root is not here. */
    public long transactions(int root) {
        KeptRoot there = roots.get(root);
        return there == null ? NOT_KEPT : transactions(there.partition);
    }

    private static long transactions(Partition partition) {
        return partition.lastPosition() == Links.NONE ? 0 : Positions.countThrough(partition.lastPosition());
    }

    /** Takes a root in of which no image is kept. */
    public void begin(int number, String root) {
        add(new KeptRoot(new Partition(stripe, number, root), 0));
    }

    /** Takes a root in as an image has it. */
    public void restore(byte[] image) {
        SectionReader in = new SectionReader(image);
        add(new KeptRoot(PartitionImage.read(in, none), image.length));
        in.requireEnd();
    }

    private void add(KeptRoot root) {
        roots.put(root.partition.number, root);
        byName.put(root.partition.root(), root);
    }

    /** Brings a root that is here on by the record that follows what it knows. */
    public void replay(long position, byte[] record) {
        KeptRoot root = roots.get(Positions.rootOf(position));
        if (root == null || position != Positions.of(root.partition.number, transactions(root.partition))) {
            throw new IllegalStateException(
                    "Record at position " + position + " was not the one that follows; its root is damaged.");
        }
        root.partition.lock.lock();
        try {
            StoredTransaction stored = TransactionCodec.decode(record);
            root.partition.replay(stored, stored.seal(), position);
        } finally {
            root.partition.lock.unlock();
        }
        root.allListed();
        root.recorded(record.length);
    }

    /** Forgets a root. */
    public void forget(int number) {
        KeptRoot gone = roots.remove(number);
        if (gone != null) {
            byName.remove(gone.partition.root());
        }
    }

    /** Forgets roots that were used longest ago until so many are left. */
    public void keepNewest(int most) {
        Iterator<KeptRoot> oldest = roots.values().iterator();
        for (int tooMany = roots.size() - most; tooMany > 0; tooMany--) {
            byName.remove(oldest.next().partition.root());
            oldest.remove();
        }
    }

    /** Has a record at hand that a key of the batch was found in. */
    public void bring(long position, byte[] record) {
        Transaction made = TransactionCodec.decode(record).made();
        log.bring(position, record);
        keys.remember(Positions.rootOf(position), made.key(), made.contentHash(), position, made.time());
    }

    /**
     * Decides a command on a root that is here.
     *
     * @return what it is to be answered once the batch is kept
     * @throws LedgerUnavailableException if what is known of the root is no longer right: the batch must be rolled back
     */
    public <R> CompletableFuture<R> submit(Command<R> command) {
        Partition partition = partition(command.account().rootName());
        if (partition == null) {
            return CompletableFuture.failedFuture(new UnknownAccountException(command.account()));
        }
        long contentHash = ContentHash.of(command);
        return guarded(partition, now -> {
            Keys.@Nullable Remembered known = recorder.known(partition, command, contentHash, now);
            if (known != null) {
                return CompletableFuture.completedFuture(recorder.outcomeAgain(partition, command, known.position()));
            }
            R outcome = recorder.submit(partition, command, contentHash, now);
            log.named(command.key());
            return CompletableFuture.completedFuture(outcome);
        });
    }

    /**
     * Takes in a record that another store made, as part of the batch.
     *
     * @throws IllegalArgumentException if it does not follow what is known of its root, which must be here
     */
    public void adopt(PortableRecord record) {
        Partition partition = partition(record.root());
        if (partition == null || record.number() != transactions(partition)) {
            throw RecordIntake.doesNotFollow(record);
        }
        byte[] bytes = record.at(number -> Positions.of(partition.number, number));
        partition.lock.lock();
        try {
            StoredTransaction stored = TransactionCodec.decode(bytes);
            RecordIntake.requireNext(partition, record, stored.made());
            log.at(partition, stored.made().time());
            long position = log.append(bytes, bytes.length);
            log.named(stored.made().key());
            changed.add(partition.number);
            partition.replay(stored, stored.seal(), position);
        } finally {
            partition.lock.unlock();
        }
    }

    /** Returns the seal of the newest transaction of a root that is here, in hexadecimal digits. */
    public String seal(String root) {
        return Seal.text(requireNonNull(partition(root), root).seal());
    }

    /** Returns all that the accounts of a root that is here have, as images keep it: the same for the same records. */
    public byte[] book(String root) {
        SectionWriter out = new SectionWriter();
        BookImage.write(out, requireNonNull(partition(root), root).book);
        return out.toByteArray();
    }

    /** Returns a record that a store keeps as one that may be taken elsewhere. */
    public static PortableRecord portable(long position, byte[] record) {
        return PortableRecord.of(
                Positions.countThrough(position) - 1, record, before -> Positions.countThrough(before) - 1);
    }

    /** Answers a query about one account of a root that is here; the same as {@link #submit} otherwise. */
    public <R> CompletableFuture<R> read(Query<R> query) {
        AccountPath account = accountOf(query);
        Partition partition = partition(account.rootName());
        if (partition == null) {
            return CompletableFuture.failedFuture(new UnknownAccountException(account));
        }
        return guarded(partition, now -> reader.answer(partition, query, now).here());
    }

    private <R> CompletableFuture<R> guarded(Partition partition, LongFunction<CompletableFuture<R>> work) {
        int before = log.size();
        partition.lock.lock();
        try {
            long now = partition.timeAt(LedgerTime.reading(clock.instant()));
            log.at(partition, now);
            return work.apply(now);
        } catch (RuntimeException refused) {
            if (log.failure() != null) {
                throw new LedgerUnavailableException(
                        log.name() + " could not carry out what was decided; nothing was changed.", refused);
            }
            return CompletableFuture.failedFuture(refused);
        } finally {
            partition.lock.unlock();
            if (log.size() > before) {
                changed.add(partition.number);
            }
        }
    }

    /** Returns the order in which accounts are listed. */
    public static Comparator<AccountPath> listing() {
        return Reader.BY_SEGMENTS;
    }

    /** Returns the time of the clock, in microseconds since 1970. */
    public long now() {
        return LedgerTime.reading(clock.instant());
    }

    /** Returns the account that a query is about, which is not the one for all accounts. */
    public static AccountPath accountOf(Query<?> query) {
        return Reader.accountOf(query);
    }

    /** Returns the records that the batch made so far, those of each root in their order. */
    public List<Made> made() {
        return log.made();
    }

    /** Returns the numbers of the roots that the batch changed so far. */
    public Set<Integer> changed() {
        return changed;
    }

    /** Returns the accounts that the batch opened so far. */
    public List<OpenedAccount> opened() {
        List<OpenedAccount> opened = new ArrayList<>();
        for (int number : changed) {
            KeptRoot root = require(number);
            List<Account> accounts = root.partition.book.accounts();
            for (int i = root.listedAccounts(); i < accounts.size(); i++) {
                opened.add(new OpenedAccount(number, i, accounts.get(i).path()));
            }
        }
        return opened;
    }

    /** Returns images of the roots that the batch changed and that have grown enough since their last one. */
    public List<Image> dueImages() {
        List<Image> images = new ArrayList<>();
        for (int number : changed) {
            KeptRoot root = require(number);
            if (root.isImageDue()) {
                images.add(image(root));
            }
        }
        return images;
    }

    private static Image image(KeptRoot root) {
        return image(root.partition);
    }

    static Image image(Partition partition) {
        SectionWriter out = new SectionWriter();
        PartitionImage.write(out, partition);
        return new Image(partition.number, transactions(partition), out.toByteArray());
    }

    /** Ends a batch that is kept: what was to be answered is told. */
    public void commit(List<Image> keptImages) {
        for (Made made : log.made()) {
            require(Positions.rootOf(made.position())).recorded(made.record().length);
        }
        changed.forEach(number -> require(number).allListed());
        keptImages.forEach(image -> require(image.root()).imageTaken(image.bytes().length));
        changed.clear();
        keys.clear();
        log.commit();
    }

    /** Ends a batch of which nothing is known to be kept: forgets the roots that it changed. */
    public void rollBack() {
        changed.forEach(this::forget);
        changed.clear();
        keys.clear();
        log.clear();
    }

    private KeptRoot require(int number) {
        KeptRoot root = roots.get(number);
        if (root == null) {
            throw new IllegalStateException("Root " + number + " was not at the desk but its batch is.");
        }
        return root;
    }

    private @Nullable Partition partition(String root) {
        KeptRoot there = byName.get(root);
        return there == null ? null : there.partition;
    }
}
