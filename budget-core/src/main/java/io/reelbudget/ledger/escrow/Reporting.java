package io.reelbudget.ledger.escrow;

import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Result;
import io.reelbudget.ledger.UnknownHoldException;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the shared ledger knows of a slice and what it is told. Each report is noted here before it is sent and when all
 * of it has arrived, so that after a crash it is sent again as it was, under the same keys.
 *
 * <p>Guarded by its {@link Settlement}.
 */
final class Reporting {

    private final Slice slice;
    private final SliceJournal journal;
    private final SharedSide shared;
    private final EscrowTerms terms;
    private final HostTime time;
    private final String journalName;
    private Standing standing;
    private Optional<Report> inDoubt;

    /** What the slice holds in the shared ledger; empty while that is not known. */
    private OptionalLong held = OptionalLong.empty();

    /** The slice is gone though it was not given back: holds that are open here go on, and none begins. */
    private boolean lost;

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
        return !isOpen() && inDoubt.isEmpty() && slice.unreported.isEmpty();
    }

    /** Returns what the shared ledger must hold for the slice, in millionths. */
    long expected() {
        return granted(journal.balance()) - standing.told() - slice.unreported.returned();
    }

    private static long granted(Balance balance) {
        return balance.granted().micros();
    }

    /** Reports what was captured here since the last report. */
    void report() {
        if (slice.unreported.isEmpty()) {
            return;
        }
        long cut = journal.cut();
        Report report = Report.of(IdempotencyKey.random(), cut, held.orElse(0), slice.unreported.takeThrough(cut));
        inDoubt = Optional.of(report);
        journal.note(report);
        finish();
    }

    /** Sends a report that was noted, whatever of it was sent before. */
    void finish() {
        if (inDoubt.isEmpty()) {
            return;
        }
        Report report = inDoubt.get();
        long corrected = standing.corrected();
        for (int part = partsSent(report); part < report.charges().size(); part++) {
            corrected += send(report.charges().get(part), SliceNames.part(report.key(), part), corrected);
        }
        tell(standing.told(report, corrected));
        inDoubt = Optional.empty();
        coverOverrun();
    }

    private void tell(Standing next) {
        journal.note(next);
        standing = next;
    }

    /** Returns how much of it was posted as a correction of what an operator charged. */
    private long send(Charge charge, IdempotencyKey key, long corrected) {
        Amount amount = journal.amount(charge.micros());
        try {
            shared.capture(slice(), key, amount, charge.labels());
            held.ifPresent(before -> held = OptionalLong.of(Math.max(0, before - charge.micros())));
            return 0;
        } catch (UnknownHoldException gone) {
            lose();
        }
        if (end() instanceof SharedSide.Charged charged) {
            shared.correct(charged.entry(), stillCharged(corrected + charge.micros()));
            return charge.micros();
        }
        shared.chargeLate(SliceNames.derived(key, "late"), amount);
        return 0;
    }

    /**
     * Returns how many parts of a report the shared ledger has: as many as take what the slice held down to what it
     * holds. Keys say so too, but they are forgotten after a week, and a host may be away for longer.
     */
    private int partsSent(Report report) {
        if (held.isPresent() || lost || report.charges().isEmpty()) {
            return 0;
        }
        Optional<Amount> there = shared.held(slice());
        long left = report.before();
        int part = 0;
        while (there.isPresent()
                && left > 0
                && there.get().micros() < left
                && part < report.charges().size()) {
            left -= report.charges().get(part).micros();
            part++;
        }
        // What took all of the slice leaves no trace of how much it was: then the keys say it alone.
        return left > 0 && there.isPresent() && there.get().micros() == left ? part : 0;
    }

    /** What was spent beyond the slice is charged there already: here it is granted, so that it is not owed twice. */
    void coverOverrun() {
        long expected = expected();
        if (expected < 0) {
            journal.grant(-expected, "overrun, charged to the account");
        }
    }

    /** Has the slice hold so much; takes a new one where there is none. Refused, nothing has changed. */
    Result.@Nullable HoldResult hold(long micros) {
        boolean isNew = !isOpen();
        if (isNew) {
            end = null;
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
        if (answer instanceof Result.Held) {
            held = OptionalLong.of(micros);
            if (!isNew) {
                // Said again from time to time, so that it is among the entries that are kept.
                tell(standing);
            }
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
        report();
        correctCharge();
        if (journal.balance().held().isZero() && expected() == 0 && slice.unreported.isEmpty()) {
            tell(standing.over());
            lost = false;
        }
    }

    private void correctCharge() {
        if (end() instanceof SharedSide.Charged charged) {
            shared.correct(charged.entry(), stillCharged(standing.corrected()));
        }
    }

    /** What open holds promise stays charged until they end. */
    private Amount stillCharged(long reported) {
        return journal.balance().held().plus(journal.amount(reported));
    }

    private SharedSide.End end() {
        SharedSide.End known = end;
        if (known == null) {
            known = shared.endOf(slice(), Instant.ofEpochMilli(standing.since()).minus(terms.lease()));
            end = known;
        }
        return known;
    }
}
