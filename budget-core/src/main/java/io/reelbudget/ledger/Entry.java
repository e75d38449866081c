package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of the journal: something that happened to an account, never changed afterwards.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param sequence its number among the entries of its path's root, from 1 without gaps
 * @param time the ledger's time when it was decided; never earlier than that of the entry before it of the same root
 * @param account the account that it happened to
 * @param kind what happened
 * @param key the idempotency key of the command; {@link IdempotencyKey#NONE} where the ledger acted by itself, as when
 *     a period began
 * @param hold the hold it is about; empty where it is about none
 * @param postings what moved, at each level of the path; empty for notes
 * @param paidBy which grants of the account paid, for captures and charges; for what was given back, which got it back,
 *     or had paid it where it is lost
 * @param corrects the number of the capture's entry that this one corrects; empty where it corrects none
 * @param labels what the host attached; for notes their {@code kind}
 * @param text the reason or note, or why a hold was refused; empty where there is none
 */
public record Entry(
        long sequence,
        Instant time,
        AccountPath account,
        Kind kind,
        IdempotencyKey key,
        Optional<HoldId> hold,
        List<Posting> postings,
        List<GrantUse> paidBy,
        OptionalLong corrects,
        Labels labels,
        String text) {

    /** What can happen to an account. */
    public enum Kind {
        /** The account was opened. */
        OPENED,
        /** An allowance or a top-up was granted. */
        GRANTED,
        /** What was left of a grant was lost. */
        GRANT_EXPIRED,
        /** A hold was placed. */
        HELD,
        /** A hold was raised, lowered or its lease renewed. */
        EXTENDED,
        /** A job's cost was posted. */
        CAPTURED,
        /** A hold was given back. */
        RELEASED,
        /** A hold's lease ran out. */
        HOLD_EXPIRED,
        /** A hold was refused. */
        REFUSED,
        /** A note was recorded. */
        NOTED,
        /** The account got another plan. */
        PLAN_CHANGED,
        /** Another plan was announced for the next period. */
        PLAN_SCHEDULED,
        /** A grant was announced that takes effect later. */
        GRANT_SCHEDULED,
        /** What was left of a grant was taken back. */
        GRANT_VOIDED,
        /** Usage without a hold was posted. */
        CHARGED,
        /** A correction upwards was posted: usage of a period that is over, an adjustment, or another price. */
        CORRECTED,
        /** A correction downwards: a refund, an adjustment, or another price. */
        RETURNED,
        /** Debt was forgiven. */
        DEBT_FORGIVEN,
        /** An automatic top-up was asked for. */
        TOP_UP_REQUESTED,
        /** An automatic top-up was given up. */
        TOP_UP_CANCELLED
    }

    public Entry {
        postings = List.copyOf(postings);
        paidBy = List.copyOf(paidBy);
    }
}
