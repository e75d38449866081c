package io.reelbudget.ledger.export;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * The entries that touched an account within a span of time, to be exported the oldest first. Entries that come while
 * it is read are not in it. In memory is one page at a time, and eight bytes for every page.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account the account; what was held and charged below it is in its statement too
 * @param from the first instant that belongs to the span
 * @param to the first one that no longer does, later than {@code from}
 */
public record StatementSpan(AccountPath account, Instant from, Instant to) {

    private static final int PAGE = 1_000;

    public StatementSpan {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException(
                    "Span was from " + from + " to " + to + " but must end after it begins; give a later end.");
        }
    }

    /** Returns the span of all entries that there are. */
    public static StatementSpan all(AccountPath account) {
        return new StatementSpan(account, Instant.EPOCH, Instant.MAX);
    }

    /** Is shown entries. */
    @FunctionalInterface
    interface Visitor {
        void visit(Entry entry) throws IOException;
    }

    /**
     * Shows the entries, the oldest first. A statement is read newest first: so its pages are found, then read again.
     */
    void forEach(BlockingLedger ledger, Visitor visitor) throws IOException {
        Deque<OptionalLong> pages = pages(ledger);
        while (!pages.isEmpty()) {
            List<Entry> entries = page(ledger, pages.pop()).entries();
            for (int i = entries.size() - 1; i >= 0; i--) {
                if (contains(entries.get(i))) {
                    visitor.visit(entries.get(i));
                }
            }
        }
    }

    private Deque<OptionalLong> pages(BlockingLedger ledger) {
        Deque<OptionalLong> pages = new ArrayDeque<>();
        Statement newest = ledger.statement(account, 1);
        // It has no entry only where all were dropped: the next page says since when they are kept.
        OptionalLong before = newest.entries().isEmpty()
                ? newest.next()
                : OptionalLong.of(newest.entries().get(0).sequence() + 1);
        while (before.isPresent()) {
            Statement page = page(ledger, before);
            pages.push(before);
            List<Entry> entries = page.entries();
            boolean done =
                    entries.isEmpty() || entries.get(entries.size() - 1).time().isBefore(from);
            before = done ? OptionalLong.empty() : page.next();
        }
        return pages;
    }

    /** Where what comes before was dropped, and all of it was before the span, nothing is missing. */
    private Statement page(BlockingLedger ledger, OptionalLong before) {
        try {
            return ledger.read(new Query.StatementOf(account, before, PAGE));
        } catch (DroppedEntriesException dropped) {
            if (from.isBefore(dropped.oldestKept())) {
                throw dropped;
            }
            return new Statement(ledger.balance(account), List.of(), OptionalLong.empty());
        }
    }

    private boolean contains(Entry entry) {
        return !entry.time().isBefore(from) && entry.time().isBefore(to);
    }
}
