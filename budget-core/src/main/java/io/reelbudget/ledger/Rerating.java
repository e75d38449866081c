package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Result.Corrected;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Charges what was captured in a span by another version of the prices, as after a wrong price was found. Each capture
 * gets one correction; run again, after a crash or by mistake, it changes nothing.
 *
 * <p>What a capture was priced by is its label {@value #PRICE}, or that of its newest correction. Captures of which
 * something was refunded are left alone and reported: whether the refund was of the old price or of the job is for
 * people to say. So are those that would get back more than is posted, since an adjustment gave it back already.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account the account; those below it are re-rated too
 * @param from the first instant of captures that are re-rated, within the last 400 days
 * @param to the first instant of those that are not
 * @param version the version of the prices, for the label {@value #PRICE}; 1 to {@value Labels#MAX_TEXT} characters
 * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
 */
public record Rerating(AccountPath account, Instant from, Instant to, String version, String reason) {

    /** The label that names the version of the prices by which something was charged. */
    public static final String PRICE = "price";

    private static final int PAGE = 1_000;

    public Rerating {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException(
                    "Re-rating was from " + from + " to " + to + " but must end after it begins; give a later end.");
        }
        if (version.isEmpty()) {
            throw new IllegalArgumentException(
                    "Version was empty but must name the new prices; use one such as '2026-12'.");
        }
        WrittenText.requireFits("Version", version, Labels.MAX_TEXT);
        WrittenText.requireFits("Reason", reason, Labels.MAX_TEXT);
    }

    /** Says what a job costs by the new prices. */
    @FunctionalInterface
    public interface Pricing {

        /** Returns what a capture should have been charged in all, zero or more; the same each time it is asked. */
        Amount totalOf(Entry capture);
    }

    /**
     * What a re-rating did.
     *
     * @param corrected the corrections that were made, or had been made by a run that was cut short, the newest first
     * @param alreadyCharged how many captures were charged by the new version before
     * @param refunded the numbers of the captures that were left alone since something of them was refunded, or given
     *     back by an adjustment
     * @param difference by how much more is charged now; less, where negative
     */
    public record Report(List<Corrected> corrected, long alreadyCharged, List<Long> refunded, Amount difference) {
        public Report {
            corrected = List.copyOf(corrected);
            refunded = List.copyOf(refunded);
        }
    }

    /** What the entries that came after a capture say about it. */
    private record Later(long newest, String price, boolean refunded) {}

    /**
     * Re-rates and waits until all corrections are durable.
     *
     * @throws IdempotencyConflictException if the prices of a run that was cut short said another total for the same
     *     capture and version
     * @throws DroppedEntriesException if the span begins before the oldest kept entry
     */
    public Report run(BlockingLedger ledger, Pricing pricing) {
        Map<Long, Later> later = new HashMap<>();
        List<Corrected> corrected = new ArrayList<>();
        List<Long> refunded = new ArrayList<>();
        long already = 0;
        Amount difference = Amount.zero(ledger.read(new Query.PlanOf(account)).unit());
        OptionalLong before = OptionalLong.empty();
        boolean more = true;
        while (more) {
            Statement page = page(ledger, before);
            for (Entry entry : page.entries()) {
                if (entry.corrects().isPresent()) {
                    later.merge(entry.corrects().getAsLong(), laterOf(entry), Rerating::newerFirst);
                } else if (isCharge(entry) && isWithin(entry)) {
                    Later known = later.get(entry.sequence());
                    if (priceOf(entry, known).equals(version)) {
                        already++;
                    } else if (known != null && known.refunded()) {
                        refunded.add(entry.sequence());
                    } else {
                        Optional<Corrected> made = corrected(ledger, correction(entry, known, pricing.totalOf(entry)));
                        made.ifPresentOrElse(corrected::add, () -> refunded.add(entry.sequence()));
                        difference = made.map(Corrected::difference)
                                .map(difference::plus)
                                .orElse(difference);
                    }
                }
            }
            before = page.next();
            more = before.isPresent() && mayGoOn(page);
        }
        return new Report(corrected, already, refunded, difference);
    }

    /** Nothing where an adjustment gave back already what the capture still seems to be charged. */
    private static Optional<Corrected> corrected(BlockingLedger ledger, Command<Corrected> correction) {
        try {
            return Optional.of(ledger.submit(correction));
        } catch (RefundException givenBackBefore) {
            return Optional.empty();
        }
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

    /** A first page is empty where all entries were dropped: the next one says since when they are kept. */
    private boolean mayGoOn(Statement page) {
        return page.entries().isEmpty()
                || !page.entries().get(page.entries().size() - 1).time().isBefore(from);
    }

    private Command<Corrected> correction(Entry capture, @Nullable Later known, Amount total) {
        long after = known == null ? 0 : known.newest();
        IdempotencyKey key = IdempotencyKey.named("re-rate entry " + capture.sequence() + " of "
                + capture.account().segments().get(0) + ", corrected by entry " + after + ", to " + version);
        return new Command.Correct(
                capture.account(), key, capture.sequence(), total, Labels.of(PRICE, version), reason);
    }

    private boolean isWithin(Entry entry) {
        return !entry.time().isBefore(from) && entry.time().isBefore(to);
    }

    private static boolean isCharge(Entry entry) {
        return entry.kind() == Entry.Kind.CAPTURED || entry.kind() == Entry.Kind.CHARGED;
    }

    private static String priceOf(Entry capture, @Nullable Later known) {
        return known == null || known.price().isEmpty()
                ? capture.labels().values().getOrDefault(PRICE, "")
                : known.price();
    }

    private static Later laterOf(Entry correction) {
        String price = correction.labels().values().getOrDefault(PRICE, "");
        boolean refund = correction.kind() == Entry.Kind.RETURNED && price.isEmpty();
        return new Later(correction.sequence(), price, refund);
    }

    private static Later newerFirst(Later newer, Later older) {
        String price = newer.price().isEmpty() ? older.price() : newer.price();
        return new Later(newer.newest(), price, newer.refunded() || older.refunded());
    }
}
