package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Command;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what a command does, from the book that it touches and a time. Nothing is changed here: the answer is the
 * events, which the book applies.
 *
 * <p>The accounts that the command touches must have been brought up to the time by {@link Renewals} before. Refusals
 * that change nothing and need not be remembered are thrown; being short of money is an event.
 *
 * <p>All methods are pure.
 */
public final class Machine {

    private Machine() {}

    /**
     * Returns what a command does; nothing where all is as it asks already.
     *
     * @param now the ledger's time, not before that of the book
     * @param past where entries are looked up that a correction names
     * @throws io.reelbudget.ledger.UnknownAccountException if an account is not open
     * @throws io.reelbudget.ledger.UnknownHoldException if a hold is not there
     * @throws io.reelbudget.ledger.ChangedHoldException if a slice is not as it was seen
     * @throws io.reelbudget.ledger.UnknownEntryException if a grant, charge or top-up is not there
     * @throws io.reelbudget.ledger.RefundException if more were given back than was charged
     * @throws io.reelbudget.ledger.PlanConflictException if an account is open with another plan
     * @throws io.reelbudget.ledger.IdempotencyConflictException if a hold of that name is there already
     * @throws io.reelbudget.money.UnitMismatchException if an amount is in another unit than the account's plan
     * @throws IllegalArgumentException if an instant is out of place
     * @throws ArithmeticException if a total would leave the range of an amount
     */
    public static List<Event> decide(Book book, Command<?> command, long now, Past past) {
        if (command instanceof Command.PlaceHold place) {
            return HoldRules.place(book, place, now);
        } else if (command instanceof Command.CaptureHold capture) {
            return HoldRules.capture(book, capture, now);
        } else if (command instanceof Command.ExtendHold extend) {
            return HoldRules.extend(book, extend, now);
        } else if (command instanceof Command.RenewLease renew) {
            return HoldRules.renewLease(book, renew, now);
        } else if (command instanceof Command.ReleaseHold release) {
            return HoldRules.release(book, release, now);
        } else if (command instanceof Command.RecordUsage usage) {
            return CorrectionRules.usage(book, usage, now);
        } else if (command instanceof Command.Renew renew) {
            return renew(book, book.require(renew.account()), now);
        } else if (command instanceof Command.Note note) {
            return List.of(new Event.Noted(book.require(note.account()).number(), note.kind(), note.text()));
        }
        return decideOnGrants(book, command, now, past);
    }

    private static List<Event> decideOnGrants(Book book, Command<?> command, long now, Past past) {
        if (command instanceof Command.TopUp topUp) {
            return TopUpRules.topUp(book, topUp, now);
        } else if (command instanceof Command.VoidGrant voided) {
            return TopUpRules.voidGrant(book, voided);
        } else if (command instanceof Command.ConfirmTopUp confirm) {
            return TopUpRules.confirm(book, confirm, now);
        } else if (command instanceof Command.CancelTopUp cancel) {
            return TopUpRules.cancel(book, cancel);
        } else if (command instanceof Command.Adjust adjust) {
            return CorrectionRules.adjust(book, adjust, now);
        } else if (command instanceof Command.Refund refund) {
            return CorrectionRules.refund(book, refund, now, past);
        } else if (command instanceof Command.Correct correct) {
            return CorrectionRules.correct(book, correct, now, past);
        } else if (command instanceof Command.WriteOff writeOff) {
            return CorrectionRules.writeOff(book, writeOff, now);
        } else if (command instanceof Command.ChangePlan change) {
            return PlanRules.change(book, change, now);
        } else if (command instanceof Command.OpenAccount open) {
            return PlanRules.open(book, open);
        }
        throw new IllegalArgumentException("Command was " + command + " but must be one that this ledger knows.");
    }

    private static List<Event> renew(Book book, Account account, long now) {
        List<Event> events = new ArrayList<>(Renewals.byHand(account, now));
        events.addAll(HoldRules.expire(book, account, now));
        TopUpRules.addTopUps(account, events, now);
        return events;
    }
}
