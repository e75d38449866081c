package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.internal.machine.Account;
import io.reelbudget.ledger.internal.machine.Book;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The accounts under one root: their state, where their entries are, and the lock that guards both. */
final class Partition {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final Trail[] NO_OTHERS = {};

    final Stripe stripe;

    /** The lock of its stripe. */
    final ReentrantLock lock;

    final int number;
    final Book book;

    /**
     * That of {@link #root}, so that another root in its place in the table is passed over without a look at its name.
     */
    private final int nameHash;

    /** One instance with the name of the root's account, as soon as that is open. */
    private volatile String root;

    private final Trail ofRoot;

    /** Those of the accounts below, by their number less one. */
    private Trail[] others;

    private long lastPosition;
    private long sealHigh;
    private long sealLow;
    private long lastSeen;

    /** What a {@link MemoryShare} calls the root; negative until it keeps something of it. */
    private int nameInMemory = -1;

    Partition(Stripe stripe, int number, String root) {
        this(stripe, number, root, new Book(), List.of(), Links.NONE, Seal.first());
    }

    /** Makes one as a snapshot kept it: see {@link PartitionImage}. */
    Partition(Stripe stripe, int number, String root, Book book, List<Trail> trails, long lastPosition, byte[] seal) {
        this.stripe = stripe;
        this.lock = stripe.lock;
        this.number = number;
        this.book = book;
        this.nameHash = root.hashCode();
        this.root = book.accounts().isEmpty() ? root : book.account(0).path().rootName();
        this.ofRoot = trails.isEmpty() ? new Trail() : trails.get(0);
        this.others =
                trails.size() < 2 ? NO_OTHERS : trails.subList(1, trails.size()).toArray(NO_OTHERS);
        this.lastPosition = lastPosition;
        seal(seal);
    }

    /** Returns whether this is the partition of a root whose name has a hash code. */
    boolean isOf(String name, int hashCode) {
        return nameHash == hashCode && root.equals(name);
    }

    int nameHash() {
        return nameHash;
    }

    /** Returns the name of the topmost account. */
    String root() {
        return root;
    }

    /** Returns the seal of the newest transaction; the next one is chained to it. */
    byte[] seal() {
        byte[] seal = new byte[2 * Long.BYTES];
        LONGS.set(seal, 0, sealHigh);
        LONGS.set(seal, Long.BYTES, sealLow);
        return seal;
    }

    /** Keeps a seal as two numbers: an array would be one more object for the collector to follow, at every command. */
    private void seal(byte[] seal) {
        sealHigh = (long) LONGS.get(seal, 0);
        sealLow = (long) LONGS.get(seal, Long.BYTES);
    }

    /** Returns the ledger's time: that of the clock, or the latest that was seen where the clock was put back. */
    long timeAt(long clock) {
        lastSeen = Math.max(lastSeen, Math.max(clock, book.lastTime()));
        return lastSeen;
    }

    /** Returns the position of the newest transaction: what answers from the present state rest on. */
    long lastPosition() {
        return lastPosition;
    }

    /** Returns where the transactions of an account are. */
    Trail trail(Account account) {
        return trail(account.number());
    }

    private Trail trail(int account) {
        return account == 0 ? ofRoot : others[account - 1];
    }

    /** Appends the transaction of an event that takes so many numbers to the share of this root, and notes it. */
    long append(
            MemoryShare share,
            int numbers,
            Account account,
            Event event,
            IdempotencyKey key,
            long contentHash,
            long now) {
        if (nameInMemory < 0) {
            nameInMemory = share.addRoot(root);
        }
        long position = share.append(this, nameInMemory, numbers, account, event, key, contentHash, now);
        lastPosition = position;
        for (int i = 0; i < account.depth(); i++) {
            trail(account.level(i)).add(book.lastSequence(), position);
        }
        return position;
    }

    /** Writes the links of a transaction that touches an account and those above it, all of which have some before. */
    void writeLinks(Account account, long[] to, int at) {
        to[at] = lastPosition;
        to[at + 1] = ofRoot.last();
        for (int i = 1; i < account.depth(); i++) {
            to[at + 2 * i] = account.level(i).number();
            to[at + 2 * i + 1] = trail(account.level(i)).last();
        }
    }

    /** Returns where the transactions before are that touched what these events touch. */
    Links links(Account named, List<Event> events) {
        List<Account> touched = touched(named, events);
        int[] accounts = new int[touched.size()];
        long[] previous = new long[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            Account account = touched.get(i);
            accounts[i] = account.number();
            previous[i] = account.number() <= others.length ? trail(account).last() : Links.NONE;
        }
        return new Links(lastPosition, accounts, previous);
    }

    /** Returns where the transactions before are that touched accounts, some of which may not be open yet. */
    Links linksTo(int[] accounts) {
        long[] previous = new long[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            previous[i] = accounts[i] <= others.length ? trail(accounts[i]).last() : Links.NONE;
        }
        return new Links(lastPosition, accounts, previous);
    }

    private List<Account> touched(Account named, List<Event> events) {
        if (events.size() == 1) {
            return events.get(0).reachesAllLevels() && events.get(0).account() == named.number()
                    ? named.levels()
                    : touchedBy(events.get(0));
        }
        Set<Account> touched = new LinkedHashSet<>();
        events.forEach(event -> touched.addAll(touchedBy(event)));
        return List.copyOf(touched);
    }

    private List<Account> touchedBy(Event event) {
        Account account = book.account(event.account());
        return event.reachesAllLevels() ? account.levels() : List.of(account);
    }

    /** Notes that a transaction is in the log. */
    void recorded(Transaction made, Links links, byte[] newSeal, long position) {
        lastPosition = position;
        if (newSeal.length > 0) {
            seal(newSeal);
        }
        if (ofRoot.last() == Links.NONE) {
            root = book.account(0).path().rootName();
        }
        for (int account : links.accounts()) {
            if (account > others.length) {
                addTrails();
            }
            trail(account).add(made.firstSequence(), position);
        }
    }

    private void addTrails() {
        int before = others.length;
        others = Arrays.copyOf(others, book.accounts().size() - 1);
        for (int i = before; i < others.length; i++) {
            others[i] = new Trail();
        }
    }

    /** Applies a transaction that was read back from the log. */
    void replay(StoredTransaction stored, byte[] newSeal, long position) {
        Transaction made = stored.made();
        if (made.firstSequence() != book.lastSequence() + 1 || made.time() < book.lastTime()) {
            throw new IllegalStateException("it began with entry " + made.firstSequence() + " of '" + root
                    + "' but entry " + (book.lastSequence() + 1) + " was next");
        }
        made.events().forEach(event -> book.apply(event, made.time()));
        book.touch(made.time());
        recorded(made, stored.links(), newSeal, position);
    }
}
