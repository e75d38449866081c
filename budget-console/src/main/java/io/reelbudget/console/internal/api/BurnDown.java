package io.reelbudget.console.internal.api;

import io.reelbudget.account.AccountPath;
import io.reelbudget.console.internal.web.Doc;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
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

    private record Point(Instant at, long micros) {}

    /** Reads entries backwards from what is left now. */
    static BurnDown of(BlockingLedger ledger, Balance balance, int mostPoints) {
        long left = balance.available().micros()
                + balance.held().micros()
                + balance.overdraftLimit().micros();
        Deque<Point> points = new ArrayDeque<>();
        points.addFirst(new Point(balance.asOf(), left));
        Instant start = balance.period().start();
        Instant from = balance.asOf();
        OptionalLong before = OptionalLong.empty();
        int read = 0;
        do {
            Statement page = ledger.read(new Query.StatementOf(balance.account(), before, PAGE));
            for (Entry entry : page.entries()) {
                if (entry.time().isBefore(start)) {
                    return thinned(points, start, left, mostPoints);
                }
                long change = change(entry, balance.account());
                if (change != 0) {
                    points.addFirst(new Point(entry.time(), left));
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

    private static BurnDown thinned(Deque<Point> points, Instant from, long leftBefore, int most) {
        List<Point> all = new ArrayList<>(points);
        if (leftBefore != all.get(0).micros() && all.get(0).at().isAfter(from)) {
            all.add(0, new Point(from, leftBefore));
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
