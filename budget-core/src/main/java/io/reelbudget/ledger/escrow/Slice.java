package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.Balance;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.HoldId;
import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a host has of one account: which jobs may be decided here, and what they come to.
 *
 * <p>This class is thread-safe.
 */
final class Slice {

    final AccountPath account;
    final SliceJournal journal;
    final Unreported unreported;
    final Demand demand = new Demand();
    private final HostTime time;
    private final Set<String> reportedLabels;
    private final Duration longest;

    /** Null while nothing may be granted here. */
    private volatile @Nullable SliceLease lease;

    /** About how much may be held here; jobs that are decided meanwhile change it. */
    private volatile long free;

    /** From when on more may be asked for: after a refusal one waits. */
    private volatile Instant takeAt = Instant.EPOCH;

    /** What reports need of the labels of holds that are open here; those without any are left out. */
    private final Map<IdempotencyKey, Labels> heldLabels = new ConcurrentHashMap<>();

    Slice(AccountPath account, SliceJournal journal, Unreported unreported, HostTime time, EscrowTerms terms) {
        this.unreported = unreported;
        this.account = account;
        this.journal = journal;
        this.time = time;
        this.reportedLabels = terms.reportedLabels();
        this.longest = terms.lease().minus(terms.clockError());
    }

    /** Returns those labels that reports keep apart. */
    static Labels reported(Labels labels, Set<String> kept) {
        Labels reported = Labels.none();
        for (Map.Entry<String, String> label : labels.values().entrySet()) {
            if (kept.contains(label.getKey())) {
                reported = reported.with(label.getKey(), label.getValue());
            }
        }
        return reported;
    }

    @Nullable
    SliceLease lease() {
        return lease;
    }

    void lease(@Nullable SliceLease granted) {
        lease = granted;
    }

    /** Returns whether a hold is one for slices, whatever there is. */
    boolean isFor(Command.PlaceHold place) {
        return place.overdraft().isEmpty()
                && place.amount().unit().equals(journal.unit())
                && place.lease().compareTo(longest) <= 0;
    }

    /** Returns whether a hold may be placed here now, if there is room. */
    boolean mayPlace(Command.PlaceHold place) {
        return isFor(place) && mayBegin() && covers(place.lease());
    }

    /** Returns whether there is likely to be room for a hold. */
    boolean hasRoom(Command.PlaceHold place) {
        return free >= place.amount().micros();
    }

    void free(long micros) {
        free = micros;
    }

    /** Returns whether it makes sense to ask for more. */
    boolean mayTake() {
        return isPast(takeAt);
    }

    void takeAt(Instant instant) {
        takeAt = instant;
    }

    /** Returns whether hard limits count the slice now. */
    boolean mayBegin() {
        SliceLease granted = lease;
        return granted != null && granted.countsAt(time.now());
    }

    /** Returns whether something that lasts so long from now is over before the lease is. */
    boolean covers(Duration span) {
        SliceLease granted = lease;
        return granted != null && granted.covers(time.now(), time.nanoTime(), span);
    }

    boolean isPast(Instant instant) {
        return !instant.isAfter(time.now());
    }

    /** Returns whether so little is left that more should be taken. */
    boolean isLow(Result.Held held) {
        return held.balance().available().micros() < demand.wanted() / 4;
    }

    Command.PlaceHold inward(Command.PlaceHold place) {
        return new Command.PlaceHold(journal.name(), place.key(), place.amount(), place.lease(), place.labels());
    }

    Command.CaptureHold inward(Command.CaptureHold capture) {
        return new Command.CaptureHold(
                inward(capture.hold()), capture.key(), capture.amount(), capture.labels(), capture.ending());
    }

    HoldId inward(HoldId hold) {
        return new HoldId(journal.name(), hold.key());
    }

    private HoldId outward(HoldId hold) {
        return new HoldId(account, hold.key());
    }

    OpenHold outward(OpenHold hold) {
        return new OpenHold(outward(hold.id()), hold.amount(), hold.placed(), hold.leaseEnd(), hold.labels());
    }

    Result.Held outward(Result.Held held) {
        return new Result.Held(outward(held.id()), held.amount(), held.leaseEnd(), outward(held.balance()));
    }

    Result.Shortfall outward(Result.Shortfall shortfall) {
        return new Result.Shortfall(account, shortfall.asked(), shortfall.available(), shortfall.limit());
    }

    /** Entries of the host's own ledger have negative numbers, so that none is taken for one of the shared ledger. */
    Result.Captured outward(Result.Captured captured) {
        return new Result.Captured(
                outward(captured.id()),
                -captured.entry(),
                captured.amount(),
                captured.overrun(),
                captured.found(),
                captured.paidBy(),
                outward(captured.balance()));
    }

    Result.Released outward(Result.Released released) {
        return new Result.Released(outward(released.id()), released.amount(), outward(released.balance()));
    }

    private Balance outward(Balance balance) {
        return new Balance(
                account,
                balance.asOf(),
                balance.granted(),
                balance.posted(),
                balance.held(),
                balance.expired(),
                balance.overdraft(),
                balance.overdraftLimit(),
                balance.period(),
                balance.grantedInPeriod(),
                balance.postedInPeriod());
    }

    void held(IdempotencyKey hold, Labels labels) {
        Labels kept = reported(labels, reportedLabels);
        if (!kept.values().isEmpty()) {
            heldLabels.put(hold, kept);
        }
    }

    void ended(IdempotencyKey hold) {
        heldLabels.remove(hold);
    }

    void captured(Command.CaptureHold capture, Result.Captured captured) {
        Labels held = heldLabels.getOrDefault(capture.hold().key(), Labels.none());
        long micros = captured.amount().micros();
        unreported.clear(capture.key());
        unreported.add(captured.entry(), new Charge(micros, held.with(reported(capture.labels(), reportedLabels))));
        demand.spent(micros);
        if (capture.ending() == Command.Ending.FINAL) {
            ended(capture.hold().key());
        }
    }

    /** Says that the answer to a capture is not known: the host's own ledger is asked before anything is reported. */
    void doubt(Command.CaptureHold capture) {
        unreported.doubt(capture.key(), captured -> captured(capture, captured));
    }

    /** Goes on with what the host's own ledger has open. */
    void resume(List<OpenHold> open) {
        open.forEach(hold -> held(hold.id().key(), hold.labels()));
    }
}
