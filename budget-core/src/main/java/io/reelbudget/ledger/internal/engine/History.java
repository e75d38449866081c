package io.reelbudget.ledger.internal.engine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.PastCommand;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.UnknownAccountException;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.machine.Account;
import io.reelbudget.ledger.internal.machine.Book;
import io.reelbudget.ledger.internal.machine.Event;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.machine.Outcomes;
import io.reelbudget.ledger.internal.machine.PastCommands;
import io.reelbudget.ledger.internal.machine.Renewals;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.machine.UsageByLabel;
import io.reelbudget.ledger.internal.machine.Views;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import io.reelbudget.ledger.internal.wire.TransactionCodec;
import io.reelbudget.usage.HourlyUsage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Answers from entries that are long over what the present state does not say. Nobody holds a lock while it reads. */
final class History {

    private final EntryLog log;

    History(EntryLog log) {
        this.log = log;
    }

    /**
     * Returns what an account had at a time that is past: the book as the entries up to then make it.
     *
     * @param newest the position of the newest transaction of the root
     */
    Balance balanceAsOf(String root, AccountPath path, long time, long newest) {
        return log.keeping(() -> kept(root, path, time, newest));
    }

    private Balance kept(String root, AccountPath path, long time, long newest) {
        Partition before = KeptEntries.beginning(log, root);
        if (before != null && before.book.lastTime() > time) {
            throw new DroppedEntriesException(LedgerTime.instant(before.book.lastTime()));
        }
        Book book = before == null ? new Book() : before.book;
        long begin = before == null ? Links.NONE : before.lastPosition();
        long[] positions = positionsUpTo(root, time, newest, begin);
        for (int i = positions.length - 1; i >= 0; i--) {
            Transaction made = KeptEntries.read(log, positions[i]).made();
            made.events().forEach(event -> book.apply(event, made.time()));
            book.touch(made.time());
        }
        Account account = book.find(path);
        if (account == null) {
            throw new UnknownAccountException(path);
        }
        // What was due by then and only recorded later.
        for (Account level : account.levels()) {
            renew(book, level, time, time);
        }
        return Outcomes.balance(account, time);
    }

    private static void renew(Book book, Account account, long until, long now) {
        for (Event due = Renewals.next(account, until); due != null; due = Renewals.next(account, until)) {
            if (due instanceof Event.PlanChanged changed) {
                for (Account below : Renewals.inheriting(book, account, changed.plan())) {
                    renew(book, below, changed.from() - 1, now);
                }
            }
            book.apply(due, now);
        }
    }

    /** Returns where the transactions of a root after a position and up to a time are, the newest first. */
    private long[] positionsUpTo(String root, long time, long newest, long begin) {
        long[] positions = new long[64];
        int count = 0;
        long position = newest;
        while (position != Links.NONE && position != begin) {
            if (position == Links.UNKNOWN) {
                return scanUpTo(root, time, begin);
            }
            StoredTransaction stored = KeptEntries.read(log, position);
            if (stored.made().time() <= time) {
                if (count == positions.length) {
                    positions = Arrays.copyOf(positions, 2 * count);
                }
                positions[count++] = position;
            }
            position = stored.links().previousInRoot();
        }
        return Arrays.copyOf(positions, count);
    }

    /** Records of the first version do not link the transactions of a root: then all records are looked through. */
    private long[] scanUpTo(String root, long time, long begin) {
        long[][] positions = {new long[64]};
        int[] count = {0};
        log.scan((position, record) -> {
            Transaction made = TransactionCodec.decode(record).made();
            if (position > begin && made.root().equals(root) && made.time() <= time) {
                if (count[0] == positions[0].length) {
                    positions[0] = Arrays.copyOf(positions[0], 2 * count[0]);
                }
                positions[0][count[0]++] = position;
            }
        });
        long[] newestFirst = new long[count[0]];
        for (int i = 0; i < newestFirst.length; i++) {
            newestFirst[i] = positions[0][newestFirst.length - 1 - i];
        }
        return newestFirst;
    }

    /** Computes the seal of a root's entries up to one, from a log that does not keep seals. */
    String sealOf(String root, long through) {
        byte[][] seal = {Seal.first()};
        log.scan((position, record) -> {
            StoredTransaction stored = TransactionCodec.decode(record);
            // A transaction without entries is sealed too, and ends where the one before it does.
            boolean counts =
                    stored.made().firstSequence() + stored.made().events().size() - 1 <= through;
            if (counts && stored.made().root().equals(root)) {
                seal[0] = Seal.of(seal[0], record, stored.sealed());
            }
        });
        return Seal.text(seal[0]);
    }

    /**
     * Returns what was charged in each hour by the text of a label.
     *
     * @param start the position of the newest transaction that touched the account
     */
    Map<String, HourlyUsage> usageByLabel(Partition partition, Account account, Query.UsageByLabel query, long start) {
        UsageByLabel usage = new UsageByLabel(
                query.label(), query.from(), query.to(), account.plan().unit());
        long from = LedgerTime.asked(query.from());
        long position = start;
        while (position != Links.NONE) {
            if (log.isDropped(position)) {
                requireDroppedBefore(partition.root(), from);
                break;
            }
            StoredTransaction stored = KeptEntries.read(log, position);
            Transaction made = stored.made();
            partition.lock.lock();
            try {
                for (Event event : made.events()) {
                    if (Views.touches(event, account, partition.book)) {
                        usage.add(event, made.time());
                    }
                }
            } finally {
                partition.lock.unlock();
            }
            // Late usage is recorded after the hour it belongs to, never before.
            position = made.time() < from ? Links.NONE : stored.links().before(account.number());
        }
        return usage.toMap();
    }

    /**
     * Returns the commands about an account's own money and terms, the oldest first.
     *
     * @param start the position of the newest transaction that touched the account
     */
    List<PastCommand> commands(Partition partition, Account account, Query.CommandsOf query, long start) {
        Deque<PastCommand> told = new ArrayDeque<>();
        long from = LedgerTime.asked(query.from());
        long to = LedgerTime.asked(query.to());
        long position = start;
        while (position != Links.NONE) {
            if (log.isDropped(position)) {
                requireDroppedBefore(partition.root(), from);
                break;
            }
            StoredTransaction stored = KeptEntries.read(log, position);
            long time = stored.made().time();
            if (time >= from && time < to) {
                List<PastCommand> own = PastCommands.of(stored.made(), account);
                for (int i = own.size() - 1; i >= 0; i--) {
                    told.addFirst(own.get(i));
                }
            }
            position = time < from ? Links.NONE : stored.links().before(account.number());
        }
        return List.copyOf(told);
    }

    private void requireDroppedBefore(String root, long from) {
        Partition before = log.keeping(() -> KeptEntries.beginning(log, root));
        if (before != null && before.book.lastTime() >= from) {
            throw new DroppedEntriesException(LedgerTime.instant(before.book.lastTime()));
        }
    }
}
