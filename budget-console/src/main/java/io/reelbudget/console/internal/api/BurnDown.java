package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an account had left at each change in its period, from its entries: exact, not from sums of hours.
 *
 * @param points instants and what was left, the oldest first
 * @param from from when on; later than the period's start where it has more entries than are read
 */
record BurnDown(List<Doc> points, Instant from) {

    private static final int PAGE = 1_000;
    private static final int MOST_ENTRIES = 10_000;

    /**
     * What was left after an entry.
     *
     * @param isLost whether the entry only told of money that had expired
     * @param isAllowance whether the ledger granted it by itself
     */
    private record Point(Instant at, long micros, boolean isLost, boolean isAllowance) {

        static Point now(Balance balance, long left) {
            return new Point(balance.asOf(), left, false, false);
        }

        static Point after(Entry entry, long left) {
            return new Point(
                    entry.time(),
                    left,
                    entry.kind() == Entry.Kind.GRANT_EXPIRED,
                    entry.kind() == Entry.Kind.GRANTED && entry.key().equals(IdempotencyKey.NONE));
        }
    }

    /** Reads entries backwards from what is left now. */
    static BurnDown of(BlockingLedger ledger, Balance balance, int mostPoints) {
        long overdraft = balance.overdraftLimit().micros();
        long left = balance.available().micros() + balance.held().micros() + overdraft;
        Deque<Point> points = new ArrayDeque<>();
        points.addFirst(Point.now(balance, left));
        Instant start = balance.period().start();
        Instant from = balance.asOf();
        OptionalLong before = OptionalLong.empty();
        int read = 0;
        do {
            Statement page = ledger.read(new Query.StatementOf(balance.account(), before, PAGE));
            for (Entry entry : page.entries()) {
                if (entry.time().isBefore(start)) {
                    return inPeriod(points, start, left, overdraft, mostPoints);
                }
                long change = change(entry, balance.account());
                if (change != 0) {
                    points.addFirst(Point.after(entry, left));
                    left -= change;
                }
                from = entry.time();
            }
            read += page.entries().size();
            before = page.next();
        } while (before.isPresent() && read < MOST_ENTRIES);
        return thinned(points, from, left, mostPoints);
    }

    /** Returns what an entry changed of what is left, held or not. */
    private static long change(Entry entry, AccountPath account) {
        long change = 0;
        for (Posting posting : entry.postings()) {
            if (posting.account().equals(account)) {
                change += isLeft(posting.to()) ? posting.amount().micros() : 0;
                change -= isLeft(posting.from()) ? posting.amount().micros() : 0;
            }
        }
        return change;
    }

    private static boolean isLeft(Pool pool) {
        return pool == Pool.AVAILABLE || pool == Pool.HELD;
    }

    /**
     * A ledger that nobody had open when the period began granted its allowance late. Where nothing was left from
     * before, the line begins there: from the period's start on it would show nothing, and then a jump.
     */
    private static BurnDown inPeriod(Deque<Point> points, Instant start, long leftBefore, long overdraft, int most) {
        List<Point> all = new ArrayList<>(points);
        int first = 0;
        while (all.get(first).isLost()) {
            first++;
        }
        Point begin = all.get(first);
        long kept = first == 0 ? leftBefore : all.get(first - 1).micros();
        return begin.isAllowance() && kept <= overdraft
                ? thinned(all.subList(first, all.size()), begin.at(), begin.micros(), most)
                : thinned(all, start, leftBefore, most);
    }

    private static BurnDown thinned(Collection<Point> points, Instant from, long leftBefore, int most) {
        List<Point> all = new ArrayList<>(points);
        if (leftBefore != all.get(0).micros() && all.get(0).at().isAfter(from)) {
            all.add(0, new Point(from, leftBefore, false, false));
        }
        int step = Math.max(1, (all.size() + most - 1) / most);
        List<Doc> shown = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % step == 0 || i == all.size() - 1) {
                shown.add(Doc.of("at", all.get(i).at()).put("left", all.get(i).micros() / 1e6));
            }
        }
        return new BurnDown(shown, from);
    }
}
