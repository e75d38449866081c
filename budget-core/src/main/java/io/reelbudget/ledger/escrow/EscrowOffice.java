package io.reelbudget.ledger.escrow;

import io.reelbudget.account.AccountPath;
import io.reelbudget.ledger.BlockingLedger;
import io.reelbudget.ledger.Command;
import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Ledger;
import io.reelbudget.ledger.OpenHold;
import io.reelbudget.ledger.Result;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an operator looks after slices whose host does not come back. Whether a lease has ended is judged by the shared
 * ledger when it is asked to end a slice, and by the clock of its store, where that has one: not by the operator's
 * clock alone. A slice that changes meanwhile is left as it is.
 *
 * <p>A host that does come back after its slice was written off finds that, and says what it spent: a charge is then
 * corrected to that, and what was given back is charged as far as it was spent.
 *
 * <p>This class is thread-safe.
 */
public final class EscrowOffice {

    private final Ledger ledger;
    private final BlockingLedger shared;

    private EscrowOffice(Ledger ledger) {
        this.ledger = ledger;
        this.shared = ledger.blocking();
    }

    /** Returns the office of a shared ledger, the one that hosts take slices from. */
    public static EscrowOffice of(Ledger shared) {
        return new EscrowOffice(shared);
    }

    /** Returns all slices of an account itself, the oldest first. */
    public List<EscrowSlice> slices(AccountPath account) {
        Instant now = now(account);
        List<EscrowSlice> slices = new ArrayList<>();
        for (OpenHold hold : shared.openHolds(account)) {
            if (hold.labels().values().containsKey(Labels.ESCROW)) {
                slices.add(slice(hold, now));
            }
        }
        return List.copyOf(slices);
    }

    /** The operator's clock may be fast: the earlier one counts. */
    private Instant now(AccountPath account) {
        Instant here = shared.balance(account).asOf();
        return ledger.storeTime().filter(here::isAfter).orElse(here);
    }

    /** Returns the slices of all accounts whose lease has ended. */
    public List<EscrowSlice> unreconciled() {
        List<EscrowSlice> all = new ArrayList<>();
        for (AccountPath account : shared.accounts()) {
            for (EscrowSlice slice : slices(account)) {
                if (slice.state() == EscrowSlice.State.UNRECONCILED) {
                    all.add(slice);
                }
            }
        }
        return List.copyOf(all);
    }

    /**
     * Charges what a slice still holds to its account, as if the host had spent all of it. The account is certainly not
     * overspent.
     *
     * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
     * @throws IllegalStateException if its lease lasts
     * @throws io.reelbudget.ledger.ChangedHoldException if its host came back at this moment
     * @throws io.reelbudget.ledger.UnknownHoldException if it is gone
     */
    public Result.Captured charge(EscrowSlice slice, String reason) {
        EscrowSlice ended = requireEnded(slice);
        return end(ended, ended.amount(), Labels.of(SliceNames.WRITTEN_OFF, reason));
    }

    /**
     * Gives what a slice still holds back to its account, as if the host had spent nothing. What it did spend is
     * charged if it comes back, also beyond what the account has then.
     *
     * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
     * @throws IllegalStateException if its lease lasts
     * @throws io.reelbudget.ledger.ChangedHoldException if its host came back at this moment
     * @throws io.reelbudget.ledger.UnknownHoldException if it is gone
     */
    public Result.Released giveBack(EscrowSlice slice, String reason) {
        EscrowSlice ended = requireEnded(slice);
        Amount nothing = Amount.zero(ended.amount().unit());
        Result.Captured over = end(ended, nothing, Labels.of(SliceNames.GIVEN_BACK, reason));
        return new Result.Released(over.id(), ended.amount(), over.balance());
    }

    /** Ends a slice if it is as it was seen; the ledger decides that and does it in one. */
    private Result.Captured end(EscrowSlice seen, Amount spent, Labels reason) {
        Labels labels = reason.with(Labels.ESCROW_SEEN, seen.leaseEnd() + " " + seen.amount());
        return shared.submit(new Command.CaptureHold(seen.id(), SliceNames.writeOff(seen.id()), spent, labels));
    }

    /** Looks again: the host may have come back meanwhile. Gone, the ledger itself says so. */
    private EscrowSlice requireEnded(EscrowSlice slice) {
        EscrowSlice now = slices(slice.account()).stream()
                .filter(other -> other.id().equals(slice.id()))
                .findFirst()
                .orElse(slice);
        if (now.state() == EscrowSlice.State.LEASED) {
            throw new IllegalStateException("Slice of " + now.amount() + " of '" + now.account() + "' was host '"
                    + now.host() + "''s until " + now.leaseEnd()
                    + " but its lease must have ended; wait until then, or stop the host: it gives back the rest.");
        }
        return now;
    }

    private static EscrowSlice slice(OpenHold hold, Instant now) {
        return new EscrowSlice(
                hold.id(),
                hold.labels().values().getOrDefault(Labels.ESCROW, ""),
                hold.labels().values().getOrDefault(SliceNames.JOURNAL, ""),
                hold.amount(),
                hold.placed(),
                hold.leaseEnd(),
                hold.leaseEnd().isAfter(now) ? EscrowSlice.State.LEASED : EscrowSlice.State.UNRECONCILED);
    }
}
