package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a ledger is asked to do. Each command carries an idempotency key: the same key with the same content has the
 * same outcome, with other content it is refused by an {@link IdempotencyConflictException}.
 *
 * <p>All commands are immutable and thread-safe.
 *
 * @param <R> what the ledger answers
 */
public sealed interface Command<R> {

    /** The longest text of a note, in characters. */
    int MAX_NOTE = 16_384;

    /** Returns the account that the command is about. */
    AccountPath account();

    /** Returns the client's name for this command. */
    IdempotencyKey key();

    /**
     * Opens an account with a plan. Accounts above it must be open already, with plans in the same unit.
     *
     * @param plan what the account may spend; its first allowance is granted at once, in full
     */
    record OpenAccount(AccountPath account, IdempotencyKey key, Plan plan) implements Command<Result.Opened> {}

    /**
     * Sets an amount aside at every level of the account's path, or nowhere.
     *
     * @param amount how much; more than zero
     * @param lease how long before the hold may be expired unless it is extended; more than zero
     * @param labels what the host wants to find again in the statement
     */
    record PlaceHold(AccountPath account, IdempotencyKey key, Amount amount, Duration lease, Labels labels)
            implements Command<Result.HoldResult> {
        public PlaceHold {
            requirePositive("Hold", amount);
            requirePositive(lease);
        }
    }

    /**
     * Raises or lowers an open hold, and renews its lease from now.
     *
     * @param amount how much is to be held from now on in all; more than zero
     * @param lease how long before the hold may be expired unless it is extended again; more than zero
     */
    record ExtendHold(HoldId hold, IdempotencyKey key, Amount amount, Duration lease)
            implements Command<Result.HoldResult> {
        public ExtendHold {
            requirePositive("Hold", amount);
            requirePositive(lease);
        }

        @Override
        public AccountPath account() {
            return hold.account();
        }
    }

    /**
     * Posts what a held job really cost, and gives back what is left of its hold. A capture above the hold is recorded
     * in full, as is one that comes after the hold expired.
     *
     * @param amount what the job cost; zero or more
     * @param labels what the host wants to find again in the statement
     */
    record CaptureHold(HoldId hold, IdempotencyKey key, Amount amount, Labels labels)
            implements Command<Result.Captured> {
        public CaptureHold {
            if (amount.isNegative()) {
                throw new IllegalArgumentException(
                        "Capture was " + amount + " but must be zero or more; refund an earlier one instead.");
            }
        }

        @Override
        public AccountPath account() {
            return hold.account();
        }
    }

    /**
     * Gives a hold back whose job never ran.
     *
     * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
     */
    record ReleaseHold(HoldId hold, IdempotencyKey key, String reason) implements Command<Result.Released> {
        public ReleaseHold {
            requireFits("Reason", reason, Labels.MAX_TEXT);
        }

        @Override
        public AccountPath account() {
            return hold.account();
        }
    }

    /**
     * Grants more to one account, on top of its allowance.
     *
     * @param amount how much; more than zero
     * @param kind {@link GrantKind#PAID} or {@link GrantKind#PROMOTIONAL}
     * @param expiry when what is left of it is lost; never, where empty
     * @param reason where it came from, for the statement; at most {@value Labels#MAX_TEXT} characters
     */
    record TopUp(
            AccountPath account,
            IdempotencyKey key,
            Amount amount,
            GrantKind kind,
            Optional<Instant> expiry,
            String reason)
            implements Command<Result.Granted> {
        public TopUp {
            requirePositive("Top-up", amount);
            requireFits("Reason", reason, Labels.MAX_TEXT);
            if (kind != GrantKind.PAID && kind != GrantKind.PROMOTIONAL) {
                throw new IllegalArgumentException("Top-up was of kind " + kind
                        + " but must be PAID or PROMOTIONAL; allowances come from the plan.");
            }
        }
    }

    /**
     * Brings an account up to now: starts the periods that are due, ends grants that expired, and expires holds whose
     * lease ran out. Every other command does the first two by itself.
     */
    record Renew(AccountPath account, IdempotencyKey key) implements Command<Result.Renewed> {}

    /**
     * Records a text in the account's journal beside the money, such as a decision and its reasons.
     *
     * @param kind what sort of note this is, such as {@code decision}; 1 to {@value Labels#MAX_NAME} characters
     * @param text the note; at most {@value Command#MAX_NOTE} characters
     */
    record Note(AccountPath account, IdempotencyKey key, String kind, String text) implements Command<Result.Noted> {
        public Note {
            requireFits("Kind", kind, Labels.MAX_NAME);
            requireFits("Note", text, MAX_NOTE);
        }
    }

    private static void requirePositive(String what, Amount amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException(
                    what + " was " + amount + " but must be more than zero; leave it out for nothing.");
        }
    }

    private static void requirePositive(Duration lease) {
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("Lease was " + lease
                    + " but must be more than zero; an hour is usual, renewed as the job goes on.");
        }
    }

    private static void requireFits(String what, String text, int most) {
        if (text.length() > most) {
            throw new IllegalArgumentException(
                    what + " had " + text.length() + " characters but must have at most " + most + "; shorten it.");
        }
    }
}
