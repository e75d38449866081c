package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
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

    /** The longest lease of a hold; longer jobs extend it while they run. */
    Duration MAX_LEASE = Duration.ofDays(366);

    /** The first instant that no grant may expire at any more: the end of the year 9999. */
    Instant END_OF_TIME = Instant.parse("+10000-01-01T00:00:00Z");

    /** Returns the account that the command is about. */
    AccountPath account();

    /** Returns the client's name for this command. */
    IdempotencyKey key();

    /**
     * Opens an account with a plan. Accounts above it must be open already, with plans in the same unit.
     *
     * @param plan what the account may spend; its first allowance is granted at once, in full
     */
    record OpenAccount(AccountPath account, IdempotencyKey key, Plan plan) implements Command<Result.Opened> {
        public OpenAccount {
            requireNamed(account, key);
            Objects.requireNonNull(plan, "plan");
        }
    }

    /**
     * Sets an amount aside at every level of the account's path, or nowhere.
     *
     * @param amount how much; more than zero
     * @param lease how long before the hold may be expired unless it is extended; a microsecond to a year, cut to the
     *     microsecond
     * @param labels what the host wants to find again in the statement
     */
    record PlaceHold(AccountPath account, IdempotencyKey key, Amount amount, Duration lease, Labels labels)
            implements Command<Result.HoldResult> {
        public PlaceHold {
            requireNamed(account, key);
            requirePositive("Hold", amount);
            lease = requireLease(lease);
            Objects.requireNonNull(labels, "labels");
        }
    }

    /**
     * Raises or lowers an open hold, and renews its lease from now. A hold that expired meanwhile is held again, if
     * there is room for all of it. Where there is none, nothing changes, the lease included.
     *
     * @param amount how much is to be held from now on in all; more than zero
     * @param lease how long before the hold may be expired unless it is extended again; a microsecond to a year, cut to
     *     the microsecond
     */
    record ExtendHold(HoldId hold, IdempotencyKey key, Amount amount, Duration lease)
            implements Command<Result.HoldResult> {
        public ExtendHold {
            requireNamed(hold, key);
            requirePositive("Hold", amount);
            lease = requireLease(lease);
        }

        @Override
        public AccountPath account() {
            return hold.account();
        }
    }

    /**
     * Posts what a held job really cost, and gives back what is left of its hold. A capture above the hold is recorded
     * in full, as is one that comes after the hold expired, up to 400 days after.
     *
     * @param amount what the job cost; zero or more
     * @param labels what the host wants to find again in the statement
     */
    record CaptureHold(HoldId hold, IdempotencyKey key, Amount amount, Labels labels)
            implements Command<Result.Captured> {
        public CaptureHold {
            requireNamed(hold, key);
            Objects.requireNonNull(labels, "labels");
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
            requireNamed(hold, key);
            requireFits("Reason", reason, Labels.MAX_TEXT);
        }

        @Override
        public AccountPath account() {
            return hold.account();
        }
    }

    /**
     * Grants more to one account, on top of its allowance. What the account owes is paid off first.
     *
     * @param amount how much; more than zero
     * @param kind {@link GrantKind#PAID} or {@link GrantKind#PROMOTIONAL}
     * @param expiry when what is left of it is lost, cut to the microsecond, before the year 10000; never, where empty
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
            requireNamed(account, key);
            requirePositive("Top-up", amount);
            expiry = expiry.map(Command::requireExpiry);
            requireFits("Reason", reason, Labels.MAX_TEXT);
            if (kind != GrantKind.PAID && kind != GrantKind.PROMOTIONAL) {
                throw new IllegalArgumentException("Top-up was of kind " + kind
                        + " but must be PAID or PROMOTIONAL; allowances come from the plan.");
            }
        }
    }

    /**
     * Brings an account up to now: starts the periods that are due, ends grants that expired, and expires the holds on
     * it and below it whose lease ran out, the oldest lease first and at most {@value #MAX_EXPIRED} at a time. Every
     * other command, and every read of a balance, does the first two by itself.
     */
    record Renew(AccountPath account, IdempotencyKey key) implements Command<Result.Renewed> {

        /** The most holds that one command expires; send another for the rest. */
        public static final int MAX_EXPIRED = 1_000;

        public Renew {
            requireNamed(account, key);
        }
    }

    /**
     * Records a text in the account's journal beside the money, such as a decision and its reasons.
     *
     * @param kind what sort of note this is, such as {@code decision}; 1 to {@value Labels#MAX_NAME} characters
     * @param text the note; at most {@value Command#MAX_NOTE} characters
     */
    record Note(AccountPath account, IdempotencyKey key, String kind, String text) implements Command<Result.Noted> {
        public Note {
            requireNamed(account, key);
            if (kind.isEmpty()) {
                throw new IllegalArgumentException("Kind was empty but must have 1 to " + Labels.MAX_NAME
                        + " characters; use one such as 'decision'.");
            }
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

    private static Duration requireLease(Duration lease) {
        Duration cut = lease.truncatedTo(ChronoUnit.MICROS);
        if (cut.isNegative() || cut.isZero() || cut.compareTo(MAX_LEASE) > 0) {
            throw new IllegalArgumentException("Lease was " + lease + " but must be more than zero and at most "
                    + MAX_LEASE.toDays() + " days; an hour is usual, renewed as the job goes on.");
        }
        return cut;
    }

    private static Instant requireExpiry(Instant expiry) {
        if (expiry.isBefore(Instant.EPOCH) || !expiry.isBefore(END_OF_TIME)) {
            throw new IllegalArgumentException("Expiry was " + expiry
                    + " but must be from 1970 to the year 9999; leave it out for a grant that never expires.");
        }
        return expiry.truncatedTo(ChronoUnit.MICROS);
    }

    private static void requireNamed(Object subject, IdempotencyKey key) {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(key, "key");
    }

    private static void requireFits(String what, String text, int most) {
        WrittenText.requireFits(what, text, most);
    }
}
