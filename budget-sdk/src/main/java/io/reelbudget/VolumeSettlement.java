package io.reelbudget;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Posting;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.RefundException;
import io.reelbudget.ledger.Rerating;
import io.reelbudget.ledger.Statement;
import io.reelbudget.ledger.UnknownEntryException;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.TrueUp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles charges by volume prices: when a period is over, each charge of it is corrected to the tier that the period
 * reached. The ledger's entries say what was corrected already, by keys that name the charge, the counter, the tier and
 * the correction before, so a settlement that was cut short goes on where it stopped, whenever that is.
 *
 * <p>This class is thread-safe; one settlement runs at a time.
 */
final class VolumeSettlement {

    private static final Logger LOG = LoggerFactory.getLogger(VolumeSettlement.class);
    private static final int PAGE = 1_000;

    private final BlockingLedger ledger;
    private final MeterBook meters;

    VolumeSettlement(BlockingLedger ledger, MeterBook meters) {
        this.ledger = ledger;
        this.meters = meters;
    }

    /** Settles what is due on a root, and returns by how much more is charged now, counter by counter. */
    synchronized Map<MeterKey, Amount> settle(AccountPath root) {
        Map<MeterKey, Amount> settled = new HashMap<>();
        meters.dueOn(root).forEach((counter, volume) -> settled.put(counter, settle(root, counter, volume)));
        return settled;
    }

    private Amount settle(AccountPath root, MeterKey counter, long volume) {
        Run run = new Run(
                root, counter, volume, ledger.read(new Query.PlanOf(root)).unit());
        run.readBack();
        meters.settled(root, new SettlementNote(counter, volume), run.sentence());
        LOG.info("{}: {}", root, run.sentence());
        return run.difference;
    }

    /** One settlement of one counter on one root. */
    private final class Run {
        private final AccountPath root;
        private final MeterKey counter;
        private final long volume;
        private final Unit unit;
        private final Map<IdempotencyKey, Long> corrections = new HashMap<>();
        private final Map<Long, Set<IdempotencyKey>> corrected = new HashMap<>();
        private Amount difference;
        private int made;
        private int leftAlone;
        private String lost = "";

        Run(AccountPath root, MeterKey counter, long volume, Unit unit) {
            this.root = root;
            this.counter = counter;
            this.volume = volume;
            this.unit = unit;
            this.difference = Amount.zero(unit);
        }

        /** From the newest entry back to the period's first: corrections are seen before what they correct. */
        void readBack() {
            OptionalLong before = OptionalLong.empty();
            try {
                do {
                    Statement page = ledger.read(new Query.StatementOf(root, before, PAGE));
                    page.entries().stream()
                            .takeWhile(entry -> !entry.time().isBefore(counter.period()))
                            .forEach(this::take);
                    before = reachesBeyond(page) ? OptionalLong.empty() : page.next();
                } while (before.isPresent());
            } catch (DroppedEntriesException dropped) {
                LOG.error("{}: charges before {} cannot be settled any more.", root, dropped.oldestKept(), dropped);
                lost = " Charges before " + dropped.oldestKept() + " stay: the journal no longer keeps their entries.";
            }
        }

        private boolean reachesBeyond(Statement page) {
            List<Entry> entries = page.entries();
            return !entries.isEmpty() && entries.get(entries.size() - 1).time().isBefore(counter.period());
        }

        private void take(Entry entry) {
            if (entry.kind() == Entry.Kind.CORRECTED || entry.kind() == Entry.Kind.RETURNED) {
                corrections.put(entry.key(), entry.sequence());
                entry.corrects().ifPresent(capture -> corrected
                        .computeIfAbsent(capture, none -> new HashSet<>())
                        .add(entry.key()));
            } else if (entry.kind() == Entry.Kind.CAPTURED) {
                List<TrueUp> trueUps = MeterLabels.read(entry.labels()).trueUps();
                trueUps.stream()
                        .filter(each -> each.counter().equals(counter))
                        .findFirst()
                        .ifPresent(trueUp -> correct(entry, trueUp, trueUps));
            }
        }

        private void correct(Entry capture, TrueUp trueUp, List<TrueUp> all) {
            Set<IdempotencyKey> foreign = new HashSet<>(corrected.getOrDefault(capture.sequence(), Set.of()));
            long total = posted(capture).micros();
            for (TrueUp each : all) {
                Made before = madeBefore(capture, each);
                foreign.removeAll(before.keys());
                total += before.differenceMicros(each);
            }
            Made before = madeBefore(capture, trueUp);
            int tier = trueUp.tierOf(volume);
            long more = trueUp.tiers().get(tier).differenceMicros() - before.differenceMicros(trueUp);
            if (!foreign.isEmpty()) {
                leftAlone++;
            } else if (more != 0) {
                tryToPost(capture, key(capture, trueUp, tier, before.last()), total, more);
            }
        }

        /** Follows the corrections of a charge from the first to the last. */
        private Made madeBefore(Entry capture, TrueUp trueUp) {
            Made made = new Made(List.of(), Optional.empty(), 0);
            boolean more = true;
            while (more) {
                more = false;
                for (int tier = 0; tier < trueUp.tiers().size() && !more; tier++) {
                    IdempotencyKey key = key(capture, trueUp, tier, made.last());
                    Long entry = corrections.get(key);
                    if (entry != null) {
                        made = made.then(key, tier, entry);
                        more = true;
                    }
                }
            }
            return made;
        }

        private void tryToPost(Entry capture, IdempotencyKey key, long total, long more) {
            try {
                post(capture, key, total, more);
                difference = difference.plus(Amount.ofMicros(more, unit));
                made++;
            } catch (RefundException givenBackBefore) {
                // The host has adjusted the account so far down that there is nothing left to give back.
                LOG.warn("Charge {} of {}: {}", capture.sequence(), root, givenBackBefore.getMessage());
                leftAlone++;
            }
        }

        private void post(Entry capture, IdempotencyKey key, long total, long more) {
            String version = capture.labels().values().getOrDefault(Rerating.PRICE, "");
            String reason = JobLabels.cut("Volume price of the tier that " + counter.meter() + " since "
                    + counter.period() + " reached; charge " + capture.sequence() + ", prices " + version + ".");
            Amount amount = Amount.ofMicros(more, unit);
            try {
                Labels labels = Labels.of(Rerating.PRICE, version).with("settles", JobLabels.cut(counter.meter()));
                ledger.submit(new Command.Correct(
                        capture.account(),
                        key,
                        capture.sequence(),
                        Amount.ofMicros(Math.addExact(total, more), unit),
                        labels,
                        reason));
            } catch (UnknownEntryException tooOld) {
                // Entries can be corrected by their number for 400 days; after that the account is.
                ledger.submit(new Command.Adjust(capture.account(), key, amount, reason));
            }
        }

        String sentence() {
            return "Settled " + counter.meter() + " of " + counter.scope() + " since " + counter.period() + ": " + made
                    + " charges corrected by " + difference + " in all"
                    + (leftAlone == 0 ? "" : ", " + leftAlone + " left alone that were corrected otherwise before")
                    + "." + lost;
        }

        private IdempotencyKey key(Entry capture, TrueUp trueUp, int tier, long after) {
            return IdempotencyKey.named("settle " + MeterLabels.text(trueUp.counter()) + " of entry "
                    + capture.sequence() + " of " + root + ", corrected by entry " + after + ", to tier " + tier);
        }

        private Amount posted(Entry capture) {
            Amount sum = Amount.zero(unit);
            for (Posting posting : capture.postings()) {
                if (posting.account().equals(capture.account())) {
                    sum = posting.to() == Pool.POSTED ? sum.plus(posting.amount()) : sum;
                    sum = posting.from() == Pool.POSTED ? sum.minus(posting.amount()) : sum;
                }
            }
            return sum;
        }
    }

    /**
     * What earlier settlements made of a charge.
     *
     * @param keys those of their corrections
     * @param tier to which the last one brought it; empty before the first
     * @param last the number of the last one's entry; zero before the first
     */
    private record Made(List<IdempotencyKey> keys, Optional<Integer> tier, long last) {

        Made then(IdempotencyKey key, int newTier, long entry) {
            List<IdempotencyKey> more = new ArrayList<>(keys);
            more.add(key);
            return new Made(more, Optional.of(newTier), entry);
        }

        long differenceMicros(TrueUp trueUp) {
            return tier.map(at -> trueUp.tiers().get(at).differenceMicros()).orElse(0L);
        }
    }
}
