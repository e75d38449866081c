package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.RefundException;
import io.reelbudget.ledger.Statement;
import io.reelbudget.ledger.UnknownEntryException;
import io.reelbudget.money.Amount;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what was posted for an instance after its end, where the end is told late: each such capture is corrected
 * to what it should have been, so that its grants get back what they paid. Done twice, it changes nothing more.
 *
 * <p>This class is thread-safe.
 *
 * @param ledger keeps the captures
 */
record LateEnd(BlockingLedger ledger) {

    private static final Logger LOG = LoggerFactory.getLogger(FleetDesk.class);
    private static final int PAGE = 1_000;

    /** How far back captures are looked for: 100,000 entries of the account. */
    private static final int MOST_PAGES = 100;

    void giveBackAfter(FleetSlot slot, Instant end, String how) {
        if (!end.isBefore(slot.postedUntil())) {
            return;
        }
        AccountPath account = slot.holdId().account();
        OptionalLong before = OptionalLong.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            Statement statement;
            try {
                statement = ledger.read(new Query.StatementOf(account, before, PAGE));
            } catch (DroppedEntriesException dropped) {
                LOG.warn("Costs of {} before {} stay posted.", slot, dropped.oldestKept());
                return;
            }
            for (Entry entry : statement.entries()) {
                if (entry.time().isBefore(end)) {
                    return; // what was posted before its end is for what was before
                }
                correct(slot, entry, end, how);
            }
            if (statement.next().isEmpty()) {
                return;
            }
            before = statement.next();
        }
        LOG.warn("Costs of {} further back than {} entries stay posted.", slot, PAGE * MOST_PAGES);
    }

    private void correct(FleetSlot slot, Entry entry, Instant end, String how) {
        Map<String, String> labels = entry.labels().values();
        boolean isOfSlot = entry.kind() == Entry.Kind.CAPTURED
                && entry.account().equals(slot.holdId().account())
                && labels.containsKey(FleetSlot.LABEL_UNTIL)
                && slot.request().toString().equals(labels.get(FleetSlot.LABEL_REQUEST))
                && Integer.toString(slot.number()).equals(labels.get(FleetSlot.LABEL_NUMBER));
        if (!isOfSlot) {
            return;
        }
        try {
            Instant from = Instant.parse(labels.getOrDefault(SlotState.FROM, ""));
            Instant until = Instant.parse(labels.getOrDefault(FleetSlot.LABEL_UNTIL, ""));
            if (!end.isBefore(until)) {
                return;
            }
            Amount total = slot.price().cost(slot.ordered(), from, end.isBefore(from) ? from : end);
            ledger.submit(new Command.Correct(
                    entry.account(),
                    IdempotencyKey.named("fleet: " + total + " instead of entry " + entry.sequence()),
                    entry.sequence(),
                    total,
                    Labels.of(FleetSlot.LABEL_ENDED, how),
                    "Its instance had ended at " + end + "."));
        } catch (RefundException | UnknownEntryException | DateTimeException cannot) {
            LOG.warn("What entry {} posted for {} after its end stays posted.", entry.sequence(), slot, cannot);
        }
    }
}
