package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Limit;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a ledger answers to a {@link Command}.
 *
 * <p>All results are immutable and thread-safe.
 */
public sealed interface Result {

    /**
     * An account is open.
     *
     * @param plan the plan it was opened with
     */
    record Opened(AccountPath account, Plan plan, Balance balance) implements Result {}

    /**
     * An account has another plan, or will have.
     *
     * @param plan the plan
     * @param effective from when it counts
     */
    record PlanChanged(AccountPath account, Plan plan, Instant effective, Balance balance) implements Result {}

    /** The answer to a request to hold: held, or short of money. */
    sealed interface HoldResult extends Result {

        /** Returns what one of two functions makes of this answer. */
        <T> T fold(Function<Held, T> held, Function<Shortfall, T> shortfall);
    }

    /**
     * The amount is set aside at every level.
     *
     * @param id the hold's name, for the capture
     * @param amount how much is held
     * @param leaseEnd from when it may be expired
     * @param balance what the account has now
     */
    record Held(HoldId id, Amount amount, Instant leaseEnd, Balance balance) implements HoldResult {
        @Override
        public <T> T fold(Function<Held, T> held, Function<Shortfall, T> shortfall) {
            return held.apply(this);
        }
    }

    /**
     * Nothing was changed since one level had too little.
     *
     * @param level the topmost account of the path that had too little
     * @param asked how much was to be added to its holds
     * @param available how much it could still hold, its overdraft included; may be negative
     * @param limit the limit that was in the way; empty where grants were
     */
    record Shortfall(AccountPath level, Amount asked, Amount available, Optional<Limit> limit) implements HoldResult {

        /** Returns how much more that level needs. */
        public Amount missing() {
            return asked.minus(available);
        }

        @Override
        public <T> T fold(Function<Held, T> held, Function<Shortfall, T> shortfall) {
            return shortfall.apply(this);
        }
    }

    /** In what state a capture found its hold. */
    enum HoldState {
        /** The hold was open. */
        OPEN,
        /** The hold's lease had run out and its amount had been given back. */
        EXPIRED
    }

    /**
     * A job's cost is posted.
     *
     * @param entry the number of its entry, for refunds and corrections, see {@link Entry#sequence}
     * @param amount what was posted
     * @param overrun how much of it was beyond what was still held, zero where none; all of it after the hold expired
     * @param found the state in which the capture found its hold
     * @param paidBy which grants of the account paid
     */
    record Captured(
            HoldId id,
            long entry,
            Amount amount,
            Amount overrun,
            HoldState found,
            List<GrantUse> paidBy,
            Balance balance)
            implements Result {
        public Captured {
            paidBy = List.copyOf(paidBy);
        }
    }

    /**
     * A hold was given back.
     *
     * @param amount what had still been held, zero where its lease had run out before
     */
    record Released(HoldId id, Amount amount, Balance balance) implements Result {}

    /** More was granted, or will be when the grant takes effect. */
    record Granted(Grant grant, Balance balance) implements Result {}

    /** What was left of a grant is taken back. */
    record Voided(long grant, Amount amount, Balance balance) implements Result {}

    /** An automatic top-up is given up. */
    record TopUpCancelled(long request, Balance balance) implements Result {}

    /**
     * Usage or an adjustment is posted.
     *
     * @param entry the number of its entry, see {@link Entry#sequence}
     * @param amount what was posted; negative where it was given back
     * @param paidBy which grants of the account paid; none where it was given back
     */
    record Charged(long entry, Amount amount, List<GrantUse> paidBy, Balance balance) implements Result {
        public Charged {
            paidBy = List.copyOf(paidBy);
        }
    }

    /**
     * A capture is corrected.
     *
     * @param capture the number of the capture's entry
     * @param difference what was posted more; less, where negative
     * @param charged what the capture is charged now in all
     */
    record Corrected(long capture, Amount difference, Amount charged, Balance balance) implements Result {}

    /** Debt is forgiven, as far as there was any. */
    record WrittenOff(Amount amount, Balance balance) implements Result {}

    /**
     * The account is up to date.
     *
     * @param expiredHolds the holds whose lease had run out
     */
    record Renewed(Balance balance, List<HoldId> expiredHolds) implements Result {
        public Renewed {
            expiredHolds = List.copyOf(expiredHolds);
        }
    }

    /**
     * A note is recorded.
     *
     * @param sequence the number of its entry, see {@link Entry#sequence}
     */
    record Noted(long sequence) implements Result {}
}
