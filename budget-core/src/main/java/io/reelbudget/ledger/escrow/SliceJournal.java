package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.DroppedEntriesException;
import io.reelbudget.ledger.Entry;
import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.GrantOffer;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Pool;
import io.reelbudget.ledger.Query;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.Statement;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One slice in the host's own ledger: an account whose grants are exactly what the host took, and notes that say how
 * far the shared ledger knows of it. All that must outlive the process is here.
 */
final class SliceJournal {

    private static final String CUT = "escrow.cut";
    private static final String REPORT = "escrow.report";
    private static final String STANDING = "escrow.standing";
    private static final int PAGE = 1_000;

    /** What is given back is held for a moment, so that no job can have it. */
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final BlockingLedger local;
    private final AccountPath name;
    private final Unit unit;

    /** Whether something was to be given back and it is not known how far that came. */
    private boolean isTakingBack;

    private SliceJournal(BlockingLedger local, AccountPath name, Unit unit) {
        this.local = local;
        this.name = name;
        this.unit = unit;
    }

    /** Opens the account of a slice, which may be there from before. */
    static SliceJournal open(BlockingLedger local, AccountPath account, Unit unit) {
        AccountPath name = SliceNames.local(account);
        local.open(name, Plan.prepaid(unit, ZoneOffset.UTC));
        return new SliceJournal(local, name, unit);
    }

    /** Returns one that is there. */
    static SliceJournal at(BlockingLedger local, AccountPath name) {
        return new SliceJournal(local, name, local.balance(name).granted().unit());
    }

    AccountPath name() {
        return name;
    }

    Unit unit() {
        return unit;
    }

    Balance balance() {
        return local.balance(name);
    }

    List<OpenHold> openHolds() {
        return local.openHolds(name);
    }

    /** Grants what was taken. */
    void grant(long micros, String reason) {
        local.submit(new Command.TopUp(
                name, IdempotencyKey.random(), amount(micros), GrantKind.PAID, GrantOffer.always(), reason));
    }

    /** Takes away what is to be given back, unless jobs hold it by now; it is told what the next report says. */
    void takeBack(long micros, Unreported unreported) {
        isTakingBack = true;
        Command.PlaceHold place =
                new Command.PlaceHold(name, IdempotencyKey.random(), amount(micros), MOMENT, SliceNames.RETURNED);
        if (local.submit(place) instanceof Result.Held held) {
            IdempotencyKey key = IdempotencyKey.random();
            Consumer<Result.Captured> heard =
                    captured -> unreported.add(captured.entry(), new Charge(micros, SliceNames.RETURNED));
            try {
                heard.accept(local.capture(held.id(), key, amount(micros)));
            } catch (RuntimeException unknown) {
                unreported.doubt(key, heard);
                throw unknown;
            }
        }
        isTakingBack = false;
    }

    /** Frees what was about to be given back when that failed. */
    void releaseFailed() {
        if (isTakingBack) {
            releaseUnfinished();
            isTakingBack = false;
        }
    }

    /** Frees what was about to be given back when the process ended. */
    void releaseUnfinished() {
        for (OpenHold hold : openHolds()) {
            if (hold.labels().equals(SliceNames.RETURNED)) {
                local.release(hold.id(), IdempotencyKey.random(), "not given back");
            }
        }
    }

    /** Marks where a report ends: it has all captures with smaller numbers. */
    long cut() {
        return local.submit(new Command.Note(name, IdempotencyKey.random(), CUT, ""))
                .sequence();
    }

    /** Returns what was captured by a command, if it was. */
    Optional<Result.Captured> captured(IdempotencyKey key) {
        return local.read(new Query.OutcomeOf(name, key))
                .filter(Result.Captured.class::isInstance)
                .map(Result.Captured.class::cast);
    }

    /** Notes what will be sent, before it is. */
    void note(Report report) {
        local.submit(new Command.Note(name, report.key(), REPORT, report.text()));
    }

    void note(Standing standing) {
        local.submit(new Command.Note(name, IdempotencyKey.random(), STANDING, standing.text()));
    }

    /** Expires local holds whose lease ran out. */
    Result.Renewed renew(IdempotencyKey key) {
        return local.renew(name, key);
    }

    Amount amount(long micros) {
        return Amount.ofMicros(micros, unit);
    }

    /** What is known of a slice when the ledger is opened again. */
    record Found(Standing standing, Optional<Report> inDoubt) {}

    /**
     * Reads back what a slice came to: the newest standing, a report that may have been sent in part, and what was
     * captured since. Empty for an account that never had a slice.
     */
    Optional<Found> recover(Unreported unreported, Set<String> labels) {
        Walk walk = new Walk(labels);
        try {
            OptionalLong before = OptionalLong.empty();
            do {
                Statement page = local.read(new Query.StatementOf(name, before, PAGE));
                for (Entry entry : page.entries()) {
                    if (walk.isOver(entry)) {
                        return walk.found(unreported);
                    }
                    walk.see(entry);
                }
                before = page.next();
            } while (before.isPresent());
        } catch (DroppedEntriesException old) {
            // Older than the lease: nothing before them waits to be told, unless the shared ledger was away for as
            // long.
            return walk.found(unreported);
        }
        return walk.found(unreported);
    }

    /** Goes through entries, the newest first. */
    private static final class Walk {

        private final Set<String> kept;
        private final Map<Long, Charge> charges = new HashMap<>();
        private Optional<Standing> standing = Optional.empty();
        private Optional<Report> report = Optional.empty();

        Walk(Set<String> kept) {
            this.kept = kept;
        }

        boolean isOver(Entry entry) {
            return standing.isPresent() && entry.sequence() <= standing.get().through();
        }

        void see(Entry entry) {
            switch (entry.kind()) {
                case CAPTURED -> charges.put(entry.sequence(), charge(entry));
                case NOTED -> seeNote(entry);
                default -> {
                    // Grants and holds are in the balance.
                }
            }
        }

        private void seeNote(Entry entry) {
            boolean newest = standing.isEmpty();
            String kind = entry.labels().values().getOrDefault("kind", "");
            if (kind.equals(STANDING) && newest) {
                standing = Optional.of(Standing.parse(entry.text()));
            } else if (kind.equals(REPORT) && newest && report.isEmpty()) {
                report = Optional.of(Report.parse(entry.key(), entry.text()));
            }
        }

        private Charge charge(Entry entry) {
            long micros = entry.postings().stream()
                    .filter(posting -> posting.to() == Pool.POSTED)
                    .mapToLong(posting -> posting.amount().micros())
                    .sum();
            return new Charge(
                    micros,
                    entry.labels().contain(SliceNames.RETURNED)
                            ? SliceNames.RETURNED
                            : Slice.reported(entry.labels(), kept));
        }

        Optional<Found> found(Unreported unreported) {
            if (standing.isEmpty()) {
                return Optional.empty();
            }
            long through = standing.get().through();
            Optional<Report> inDoubt = report.filter(sent -> sent.through() > through);
            unreported.beginAfter(inDoubt.map(Report::through).orElse(through));
            charges.forEach(unreported::add);
            return Optional.of(new Found(standing.get(), inDoubt));
        }
    }
}
