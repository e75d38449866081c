package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownHoldException;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the shared ledger knows of a slice and what it is told. Each report is noted here before it is sent and when all
 * of it has arrived, so that after a crash it is sent again as it was, under the same keys.
 *
 * <p>Guarded by its {@link Settlement}.
 */
final class Reporting {

    /** How far the report in doubt is. */
    private enum Progress {
        /** The host's own ledger may not have it: nobody else may hear of it. */
        MADE,
        NOTED,
        MAY_BE_SENT
    }

    private final Slice slice;
    private final SliceJournal journal;
    private final SharedSide shared;
    private final EscrowTerms terms;
    private final HostTime time;
    private final String journalName;
    private final Drafts drafts = new Drafts();
    private Standing standing;
    private Optional<Report> inDoubt;
    private Progress progress;

    /** What the slice holds in the shared ledger; empty while that is not known. */
    private OptionalLong held = OptionalLong.empty();

    /** The slice is gone though it was not given back: holds that are open here go on, and none begins. */
    private boolean lost;

    /** What an operator's charge was corrected to, once it was. */
    private OptionalLong chargedNow = OptionalLong.empty();

    /** How it went, once that was looked up. */
    private SharedSide.@Nullable End end;

    Reporting(
            Slice slice,
            SharedSide shared,
            EscrowTerms terms,
            HostTime time,
            String journalName,
            SliceJournal.Found found) {
        this.slice = slice;
        this.journal = slice.journal;
        this.shared = shared;
        this.terms = terms;
        this.time = time;
        this.journalName = journalName;
        this.standing = found.standing();
        this.inDoubt = found.inDoubt();
        this.progress = Progress.MAY_BE_SENT;
    }

    HoldId slice() {
        return SliceNames.hold(journalName, slice.account, standing.lease());
    }

    boolean isOpen() {
        return standing.ending() == Standing.Ending.OPEN;
    }

    boolean isLost() {
        return lost;
    }

    boolean isUnclear() {
        return isOpen() && !lost && held.isEmpty();
    }

    boolean holds(long micros) {
        return held.isPresent() && held.getAsLong() == micros;
    }

    void forgetHeld() {
        held = OptionalLong.empty();
    }

    boolean isAtRest() {
        return !isOpen() && inDoubt.isEmpty() && drafts.isEmpty() && slice.unreported.isAtRest();
    }

    /** Returns what the shared ledger must hold for the slice, in millionths. */
    long expected() {
        return granted(journal.balance()) - standing.told() - returned();
    }

    private long returned() {
        return slice.unreported.returned()
                + drafts.returned()
                + inDoubt.map(Report::returned).orElse(0L);
    }

    private static long granted(Balance balance) {
        return balance.granted().micros();
    }

    /** Adds up what was captured here, save what a report has already. */
    void gather() {
        if (slice.unreported.isEmpty()) {
            return;
        }
        Set<IdempotencyKey> before = slice.unreported.doubts().keySet();
        long cut = journal.cut();
        slice.unreported.awaitFlights();
        slice.unreported.doubts().forEach((key, heard) -> {
            Optional<Result.Captured> captured = journal.captured(key);
            captured.ifPresent(heard);
            // What was sent before the cut and is not there after it never comes.
            if (captured.isPresent() || before.contains(key)) {
                slice.unreported.clear(key);
            }
        });
        drafts.add(slice.unreported.takeThrough(cut), cut);
    }

    /** Reports what was gathered. */
    void report() {
        while (!drafts.isEmpty()) {
            finish();
            long overrun = lost ? 0 : Math.max(0, -journal.balance().available().micros());
            Instant at = overrun > 0 ? shared.balance().asOf() : Instant.EPOCH;
            inDoubt = Optional.of(
                    Report.of(IdempotencyKey.random(), drafts.take(), held.orElse(Report.UNKNOWN), overrun, at));
            progress = Progress.MADE;
            finish();
        }
    }

    /** Notes a report and sends it, whatever of it was sent before. */
    void finish() {
        coverOverrun();
        if (inDoubt.isEmpty()) {
            return;
        }
        Report report = inDoubt.get();
        if (progress == Progress.MADE) {
            journal.note(report);
            progress = Progress.NOTED;
        }
        int first = progress == Progress.NOTED ? 0 : partsArrived(report);
        progress = Progress.MAY_BE_SENT;
        long late = send(report, first);
        tell(standing.told(report, late, granted(journal.balance())));
        inDoubt = Optional.empty();
        coverOverrun();
    }

    private void tell(Standing next) {
        journal.note(next);
        standing = next;
    }

    /** Returns how much of it was posted as a correction of what an operator charged. */
    private long send(Report report, int first) {
        int part = first;
        long arrived = micros(report, 0, first);
        while (part < report.parts() && isSent(report, part)) {
            arrived += report.part(part).micros();
            part++;
        }
        if (part == report.parts()) {
            return 0;
        } else if (end() instanceof SharedSide.Charged charged) {
            // All at once, and with all that is still at hand: a part of it would free what others spent.
            correct(charged, stillCharged() - arrived);
            return report.total() - arrived;
        }
        for (; part < report.parts(); part++) {
            shared.chargeLate(
                    report.lateKeyOf(part), journal.amount(report.part(part).micros()));
        }
        return 0;
    }

    private static long micros(Report report, int from, int until) {
        long sum = 0;
        for (int part = from; part < until; part++) {
            sum += report.part(part).micros();
        }
        return sum;
    }

    /** Sends a part unless the slice is gone; returns whether it did. */
    private boolean isSent(Report report, int part) {
        if (lost) {
            return false;
        }
        Charge charge = report.part(part);
        Amount amount = journal.amount(charge.micros());
        if (report.isBeyond(part)) {
            shared.chargeBeyond(report.keyOf(part), amount, report.at(), charge.labels());
            return true;
        }
        try {
            shared.capture(slice(), report.keyOf(part), amount, charge.labels());
            held.ifPresent(before -> held = OptionalLong.of(Math.max(0, before - charge.micros())));
            return true;
        } catch (UnknownHoldException gone) {
            lose();
            return false;
        }
    }

    /**
     * Returns how many parts of a report the shared ledger has: as many as take what the slice held down to what it
     * holds. Where that does not tell, the entries do. Keys would say so too, but they are forgotten after a week, and
     * a host may be away for longer.
     */
    private int partsArrived(Report report) {
        Optional<Amount> there = lost ? Optional.empty() : shared.held(slice());
        long left = report.before();
        for (int part = 0; there.isPresent() && part < report.charges().size(); part++) {
            if (left == there.get().micros()) {
                return part;
            }
            left -= report.charges().get(part).micros();
        }
        boolean hasAll = there.isPresent() && left == there.get().micros();
        return hasAll && report.beyond().isEmpty() ? report.parts() : partsByEntries(report);
    }

    private int partsByEntries(Report report) {
        Set<IdempotencyKey> keys = new HashSet<>();
        for (int part = 0; part < report.parts(); part++) {
            keys.add(report.keyOf(part));
            keys.add(report.lateKeyOf(part));
        }
        Set<IdempotencyKey> arrived = shared.arrived(keys, slice(), seen());
        int part = 0;
        while (part < report.parts()
                && (arrived.contains(report.keyOf(part)) || arrived.contains(report.lateKeyOf(part)))) {
            part++;
        }
        return part;
    }

    /** Returns a time of the shared ledger before all that was done to the slice since it was last heard of. */
    private Instant seen() {
        return standing.seen() > 0
                ? Instant.ofEpochMilli(standing.seen())
                : Instant.ofEpochMilli(standing.since()).minus(terms.lease());
    }

    /** What was spent beyond the slice is charged there already: here it is granted, so that it is not owed twice. */
    private void coverOverrun() {
        long missing = standing.granted() - granted(journal.balance());
        if (missing > 0) {
            journal.grant(missing, "overrun, charged to the account");
        }
    }

    /** Has the slice hold so much; takes a new one where there is none. Refused, nothing has changed. */
    Result.@Nullable HoldResult hold(long micros) {
        boolean isNew = !isOpen();
        if (isNew) {
            end = null;
            chargedNow = OptionalLong.empty();
            tell(standing.withNextLease(time.now()));
        }
        Result.HoldResult answer;
        try {
            answer = isNew
                    ? shared.place(slice(), journal.amount(micros), terms.lease())
                    : shared.extend(slice(), journal.amount(micros), terms.lease());
        } catch (UnknownHoldException gone) {
            lose();
            return null;
        }
        if (answer instanceof Result.Held taken) {
            held = OptionalLong.of(micros);
            // Said again from time to time, so that it is among the entries that are kept.
            tell(standing.seenAt(taken.balance().asOf()));
        } else if (isNew) {
            tell(standing.over());
        }
        return answer;
    }

    /** Gives up a slice of which nothing is left here; gone already, it was never taken or an operator ended it. */
    void giveBack() {
        if (!isOpen()) {
            held = OptionalLong.of(0);
            return;
        }
        try {
            shared.release(slice());
        } catch (UnknownHoldException gone) {
            lose();
            return;
        }
        held = OptionalLong.of(0);
        tell(standing.over());
    }

    private void lose() {
        lost = true;
        held = OptionalLong.of(0);
        slice.lease(null);
    }

    /** All that is free here goes, and when the last hold ended a new lease may begin. */
    void windDown() {
        long free = journal.balance().available().micros();
        if (free > 0) {
            journal.takeBack(free, slice.unreported);
        }
        gather();
        report();
        if (end() instanceof SharedSide.Charged charged) {
            correct(charged, stillCharged());
        }
        if (journal.balance().held().isZero() && expected() == 0 && isAllTold()) {
            tell(standing.over());
            lost = false;
        }
    }

    private boolean isAllTold() {
        return slice.unreported.isEmpty() && drafts.isEmpty();
    }

    private void correct(SharedSide.Charged charged, long micros) {
        if (chargedNow.isEmpty() || chargedNow.getAsLong() != micros) {
            shared.correct(charged.entry(), journal.amount(micros));
            chargedNow = OptionalLong.of(micros);
        }
    }

    /**
     * Returns what an operator's charge must be: what was spent after the slice's last report, what open holds promise,
     * and what is still free to be held.
     */
    private long stillCharged() {
        Balance here = journal.balance();
        long free = Math.max(0, here.available().micros());
        long untold = here.posted().micros() - standing.told() - returned();
        return standing.corrected() + untold + here.held().micros() + free;
    }

    private SharedSide.End end() {
        SharedSide.End known = end;
        if (known == null) {
            known = shared.endOf(slice(), seen());
            end = known;
        }
        return known;
    }
}
