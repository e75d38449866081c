package io.reelbudget.policy;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Statement;
import io.reelbudget.policy.sales.Purchase;
import io.reelbudget.policy.spi.PurchaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notes that a cashier keeps in the ledger: each is the whole of an account's {@link SalesState}, recorded under a
 * key that names the note before it, so that of two cashiers, in two processes, only one can record the next.
 *
 * <p>This class is thread-safe.
 *
 * @param ledger keeps the notes
 */
record SalesLog(BlockingLedger ledger) {

    /** The kind of the notes. */
    static final String KIND = "reelbudget.sale";

    private static final Logger LOG = LoggerFactory.getLogger(Cashier.class);
    private static final int PAGE = 1_000;

    /** How far back notes are looked for: 100,000 entries; half of that on, what counts is noted again. */
    private static final int MOST_PAGES = 100;

    private static final long NOTE_AGAIN_AFTER = (long) PAGE * MOST_PAGES / 2;

    /** What the newest note says, and its number; zero where there is none. */
    record Noted(SalesState state, long base) {}

    /** What the newest note says, and up to which entry notes were looked for; zero where none were. */
    record Newest(Noted noted, long through) {
        static final Newest NONE = new Newest(new Noted(SalesState.NONE, 0), 0);
    }

    /** Returns what the newest note of an account says. */
    Noted restore(AccountPath account) {
        return restore(account, Newest.NONE).noted();
    }

    /** Returns what the newest note of an account says, where it is known what was the newest up to some entry. */
    Newest restore(AccountPath account, Newest known) {
        AtomicLong through = new AtomicLong(known.through());
        Optional<Noted> newer = newest(account, Instant.MIN, entry -> {
            through.accumulateAndGet(entry.sequence(), Math::max);
            return entry.sequence() <= known.through() ? Optional.of(known.noted()) : read(account, entry);
        });
        return new Newest(newer.orElse(known.noted()), through.get());
    }

    /** Returns a purchase as the newest note about it says, however long ago it ended. */
    Optional<Purchase> find(PurchaseId id) {
        return newest(id.account(), Instant.MIN, entry -> read(id.account(), entry)
                .flatMap(noted -> noted.state().purchase(id)));
    }

    /** Returns whether something was granted under a key since an instant, however long ago the key was forgotten. */
    boolean isGranted(AccountPath account, IdempotencyKey key, Instant since) {
        return newest(
                        account,
                        since,
                        entry -> entry.key().equals(key) && entry.kind() == Entry.Kind.GRANTED
                                ? Optional.of(entry)
                                : Optional.empty())
                .isPresent();
    }

    private <T> Optional<T> newest(AccountPath account, Instant since, Function<Entry, Optional<T>> wanted) {
        OptionalLong before = OptionalLong.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Optional<Statement> kept = page(account, before);
            if (kept.isEmpty()) {
                return Optional.empty();
            }
            Statement statement = kept.get();
            for (Entry entry : statement.entries()) {
                Optional<T> found = wanted.apply(entry);
                if (found.isPresent() || entry.time().isBefore(since)) {
                    return found;
                }
            }
            if (statement.next().isEmpty()) {
                return Optional.empty();
            }
            before = statement.next();
        }
        return Optional.empty();
    }

    /** Returns a page of entries; empty where the journal has dropped all that were before. */
    private Optional<Statement> page(AccountPath account, OptionalLong before) {
        try {
            return Optional.of(ledger.read(new Query.StatementOf(account, before, PAGE)));
        } catch (DroppedEntriesException end) {
            LOG.debug("Notes about sales to {} are kept since {}.", account, end.oldestKept());
            return Optional.empty();
        }
    }

    /**
     * Records a state.
     *
     * @throws io.reelbudget.ledger.IdempotencyConflictException if another cashier has recorded one after {@code base}
     */
    Noted record(AccountPath account, long base, SalesState state) {
        SalesState fitting = state;
        String text = ValueJson.text(fitting);
        while (text.length() > Command.MAX_NOTE) {
            fitting = fitting.shorter()
                    .orElseThrow(() -> new IllegalStateException("Sales to " + account + " did not fit in a note of "
                            + Command.MAX_NOTE + " characters but must; let its open purchases end first."));
            text = ValueJson.text(fitting);
        }
        IdempotencyKey key = IdempotencyKey.named("sale to " + account + " after " + base);
        return new Noted(
                fitting,
                ledger.submit(new Command.Note(account, key, KIND, text)).sequence());
    }

    /** Returns whether the newest note is so far back that it should be repeated. */
    boolean isFarBack(AccountPath account, Noted noted) {
        List<Entry> newest = ledger.statement(account, 1).entries();
        return !newest.isEmpty() && newest.get(0).sequence() - noted.base() >= NOTE_AGAIN_AFTER;
    }

    private static Optional<Noted> read(AccountPath account, Entry entry) {
        if (entry.kind() != Entry.Kind.NOTED
                || !entry.account().equals(account)
                || !entry.labels().contain(Labels.of("kind", KIND))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Noted(ValueJson.parse(entry.text(), SalesState.class), entry.sequence()));
        } catch (RuntimeException illegible) {
            LOG.error(
                    "Note {} about sales to {} cannot be read; the one before it counts.",
                    entry.sequence(),
                    account,
                    illegible);
            return Optional.empty();
        }
    }
}
