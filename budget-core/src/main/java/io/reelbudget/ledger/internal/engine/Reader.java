package io.reelbudget.ledger.internal.engine;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.ChainSeal;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.ledger.internal.journal.EntryLog;
import io.reelbudget.ledger.internal.machine.Account;
import io.reelbudget.ledger.internal.machine.Entries;
import io.reelbudget.ledger.internal.machine.LedgerTime;
import io.reelbudget.ledger.internal.machine.Outcomes;
import io.reelbudget.ledger.internal.machine.Transaction;
import io.reelbudget.ledger.internal.machine.Views;
import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Answers queries. Callers hold the lock of the partition asked about. */
final class Reader {

    static final Comparator<AccountPath> BY_SEGMENTS = (one, other) -> {
        int shorter = Math.min(one.segments().size(), other.segments().size());
        for (int i = 0; i < shorter; i++) {
            int order = one.segments().get(i).compareTo(other.segments().get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.segments().size(), other.segments().size());
    };

    private final EntryLog log;
    private final Recorder recorder;
    private final History history;

    Reader(EntryLog log, Recorder recorder) {
        this.log = log;
        this.recorder = recorder;
        this.history = new History(log);
    }

    static AccountPath accountOf(Query<?> query) {
        if (query instanceof Query.BalanceOf balance) {
            return balance.account();
        } else if (query instanceof Query.GrantsOf grants) {
            return grants.account();
        } else if (query instanceof Query.PlanOf plan) {
            return plan.account();
        } else if (query instanceof Query.OpenHoldsOf holds) {
            return holds.account();
        } else if (query instanceof Query.StatementOf statement) {
            return statement.account();
        } else if (query instanceof Query.UsageOf usage) {
            return usage.account();
        } else if (query instanceof Query.OutcomeOf outcome) {
            return outcome.account();
        } else if (query instanceof Query.BalanceAsOf asOf) {
            return asOf.account();
        } else if (query instanceof Query.LimitsOf limits) {
            return limits.account();
        } else if (query instanceof Query.SealOf seal) {
            return seal.account();
        } else if (query instanceof Query.ScheduledGrantsOf scheduled) {
            return scheduled.account();
        } else if (query instanceof Query.PendingTopUpsOf pending) {
            return pending.account();
        } else if (query instanceof Query.AutoTopUpOf topUp) {
            return topUp.account();
        } else if (query instanceof Query.UsageByLabel usage) {
            return usage.account();
        } else if (query instanceof Query.CommandsOf commands) {
            return commands.account();
        }
        throw new IllegalArgumentException("Query was " + query + " but must be about one account.");
    }

    /** Takes each partition's lock for a moment, none of which the caller holds; passes over those that arrive. */
    Reading<List<AccountPath>> accounts(Partitions partitions, Set<String> arriving) {
        List<AccountPath> paths = new ArrayList<>();
        long newest = Links.NONE;
        for (Partition partition : partitions.all()) {
            if (arriving.contains(partition.root())) {
                continue;
            }
            partition.lock.lock();
            try {
                partition.book.accounts().forEach(account -> paths.add(account.path()));
                newest = Math.max(newest, partition.lastPosition());
            } finally {
                partition.lock.unlock();
            }
        }
        paths.sort(BY_SEGMENTS);
        List<AccountPath> sorted = List.copyOf(paths);
        return Reading.known(recorder.durable(newest), sorted);
    }

    /** Decides what a question comes to; what has to be read for it is read once the lock is given up. */
    <R> Reading<R> answer(Partition partition, Query<R> query, long now) {
        Account account = partition.book.require(accountOf(query));
        CompletableFuture<Void> durable = recorder.durable(partition.lastPosition());
        if (query instanceof Query.StatementOf statement) {
            recorder.bringUpTo(partition, account, now);
            return Reading.cast(statement(partition, account, statement, now));
        }
        if (query instanceof Query.OutcomeOf outcome) {
            return Reading.cast(recorder.outcomeOf(partition, outcome.key(), now));
        }
        if (query instanceof Query.SealOf) {
            return Reading.cast(seal(partition, durable));
        }
        if (query instanceof Query.UsageByLabel usage) {
            long start = partition.trail(account).last();
            return Reading.cast(Reading.of(durable, () -> history.usageByLabel(partition, account, usage, start)));
        }
        if (query instanceof Query.CommandsOf commands) {
            long start = partition.trail(account).last();
            return Reading.cast(Reading.of(durable, () -> history.commands(partition, account, commands, start)));
        }
        if (query instanceof Query.BalanceAsOf asOf && LedgerTime.asked(asOf.instant()) < now) {
            long newest = partition.lastPosition();
            long time = LedgerTime.asked(asOf.instant());
            return Reading.cast(
                    Reading.of(durable, () -> history.balanceAsOf(partition.root(), asOf.account(), time, newest)));
        }
        Object answer = answerNow(partition, account, query, now);
        return Reading.cast(Reading.known(recorder.durable(partition.lastPosition()), answer));
    }

    private Reading<ChainSeal> seal(Partition partition, CompletableFuture<Void> durable) {
        long through = partition.book.lastSequence();
        byte[] kept = partition.seal();
        String root = partition.root();
        return log.isChained()
                ? Reading.known(durable, new ChainSeal(root, through, Seal.text(kept)))
                : Reading.of(durable, () -> new ChainSeal(root, through, history.sealOf(root, through)));
    }

    private Object answerNow(Partition partition, Account account, Query<?> query, long now) {
        if (query instanceof Query.BalanceOf || query instanceof Query.BalanceAsOf) {
            recorder.bringUpTo(partition, account, now);
            return Outcomes.balance(account, now);
        } else if (query instanceof Query.GrantsOf) {
            recorder.bringUpTo(partition, account, now);
            return Views.grants(account);
        } else if (query instanceof Query.ScheduledGrantsOf) {
            recorder.bringUpTo(partition, account, now);
            return Views.scheduledGrants(account);
        } else if (query instanceof Query.PendingTopUpsOf) {
            return Views.pendingTopUps(account);
        } else if (query instanceof Query.AutoTopUpOf) {
            recorder.bringUpTo(partition, account, now);
            return Views.autoTopUp(account, now);
        } else if (query instanceof Query.LimitsOf) {
            recorder.bringUpTo(partition, account, now);
            return Views.limits(account, now);
        } else if (query instanceof Query.OpenHoldsOf) {
            return Views.openHolds(partition.book, account);
        } else if (query instanceof Query.UsageOf usage) {
            return Views.usage(account, usage.from(), usage.to());
        }
        // Another plan may be due.
        recorder.bringUpTo(partition, account, now);
        return account.plan();
    }

    private Reading<Statement> statement(Partition partition, Account account, Query.StatementOf query, long now) {
        Balance balance = Outcomes.balance(account, now);
        // Entries that come while the page is read are not in it: its balance would not include them.
        long before = Math.min(query.before().orElse(Long.MAX_VALUE), partition.book.lastSequence() + 1);
        long start = partition.trail(account).startBefore(before);
        return Reading.of(
                recorder.durable(partition.lastPosition()),
                () -> page(partition, account, before, query, start, balance));
    }

    private Statement page(
            Partition partition, Account account, long before, Query.StatementOf query, long start, Balance balance) {
        int limit = query.limit();
        List<Entry> entries = new ArrayList<>(Math.min(limit, 128));
        long position = start;
        while (position != Links.NONE && entries.size() <= limit) {
            if (log.isDropped(position) && (query.before().isEmpty() || !entries.isEmpty())) {
                // The page ends where the kept entries do; asking for the next one says so.
                long next = entries.isEmpty()
                        ? before
                        : entries.get(entries.size() - 1).sequence();
                return new Statement(balance, entries, OptionalLong.of(next));
            }
            StoredTransaction stored = KeptEntries.read(log, position);
            addNewestFirst(entries, partition, account, stored.made(), before);
            position = stored.links().before(account.number());
        }
        if (entries.size() <= limit) {
            return new Statement(balance, entries, OptionalLong.empty());
        }
        List<Entry> page = entries.subList(0, limit);
        return new Statement(balance, page, OptionalLong.of(page.get(limit - 1).sequence()));
    }

    private static void addNewestFirst(
            List<Entry> entries, Partition partition, Account account, Transaction made, long before) {
        partition.lock.lock();
        try {
            for (int i = made.events().size() - 1; i >= 0; i--) {
                boolean wanted = made.firstSequence() + i < before
                        && Views.touches(made.events().get(i), account, partition.book);
                if (wanted) {
                    entries.add(Entries.of(made, i, partition.book));
                }
            }
        } finally {
            partition.lock.unlock();
        }
    }
}
