package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.account.Plan;
import io.reelbudget.money.Amount;
import java.time.Duration;
import java.time.Instant;
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
            CommandField.requireNamed(account, key);
            Objects.requireNonNull(plan, "plan");
        }
    }

    /**
     * Gives an account another plan.
     *
     * @param change from when, and what becomes of the running period's allowance
     */
    record ChangePlan(AccountPath account, IdempotencyKey key, Plan plan, PlanChange change)
            implements Command<Result.PlanChanged> {
        public ChangePlan {
            CommandField.requireNamed(account, key);
            Objects.requireNonNull(plan, "plan");
            Objects.requireNonNull(change, "change");
        }
    }

    /**
     * Sets an amount aside at every level of the account's path, or nowhere.
     *
     * @param amount how much; more than zero
     * @param lease how long before the hold may be expired unless it is extended; a microsecond to a year, cut to the
     *     microsecond
     * @param labels what the host wants to find again in the statement; they also say which grants with a scope may pay
     * @param overdraft for this hold alone, how far it may take what is available below zero at every level, zero or
     *     more; the accounts' own overdraft limits, where empty
     */
    record PlaceHold(
            AccountPath account,
            IdempotencyKey key,
            Amount amount,
            Duration lease,
            Labels labels,
            Optional<Amount> overdraft)
            implements Command<Result.HoldResult> {
        public PlaceHold {
            CommandField.requireNamed(account, key);
            CommandField.requirePositive("Hold", amount);
            lease = CommandField.requireLease(lease);
            Objects.requireNonNull(labels, "labels");
            if (overdraft.isPresent() && overdraft.get().isNegative()) {
                throw new IllegalArgumentException("Overdraft was " + overdraft.get()
                        + " but must be zero or more; leave it out for the account's own limit.");
            }
        }

        /** Asks for a hold within the accounts' own overdraft limits. */
        public PlaceHold(AccountPath account, IdempotencyKey key, Amount amount, Duration lease, Labels labels) {
            this(account, key, amount, lease, labels, Optional.empty());
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
            CommandField.requireNamed(hold, key);
            CommandField.requirePositive("Hold", amount);
            lease = CommandField.requireLease(lease);
        }

        @Override
        public AccountPath account() {
            return hold.account();
        }
    }

    /**
     * Renews the lease of an open hold from now: the heartbeat of a running job. The amount stays.
     *
     * @param lease how long before the hold may be expired unless it is renewed again; a microsecond to a year, cut to
     *     the microsecond
     */
    record RenewLease(HoldId hold, IdempotencyKey key, Duration lease) implements Command<Result.HoldResult> {
        public RenewLease {
            CommandField.requireNamed(hold, key);
            lease = CommandField.requireLease(lease);
        }

        @Override
        public AccountPath account() {
            return hold.account();
        }
    }

    /** What a capture does to what is left of its hold. */
    enum Ending {
        /** The job is over: what is left is given back, and the hold ends. */
        FINAL,
        /** More captures follow: what is left stays held. */
        PARTIAL
    }

    /**
     * Posts what a held job really cost. A capture above the hold is recorded in full, as is one that comes after the
     * hold expired, up to 400 days after.
     *
     * @param amount what the job, or its finished part, cost; zero or more
     * @param labels what the host wants to find again in the statement, besides those of the hold, which they replace
     *     where they have the same name; together they say which grants with a scope may pay
     * @param ending whether the hold ends
     */
    record CaptureHold(HoldId hold, IdempotencyKey key, Amount amount, Labels labels, Ending ending)
            implements Command<Result.Captured> {

        /** Posts what a whole job cost and gives back what is left of its hold. */
        public CaptureHold(HoldId hold, IdempotencyKey key, Amount amount, Labels labels) {
            this(hold, key, amount, labels, Ending.FINAL);
        }

        public CaptureHold {
            CommandField.requireNamed(hold, key);
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
            CommandField.requireNamed(hold, key);
            CommandField.requireFits("Reason", reason, Labels.MAX_TEXT);
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
     * @param offer when, for what and in which order it may be spent
     * @param reason where it came from, for the statement; at most {@value Labels#MAX_TEXT} characters
     */
    record TopUp(
            AccountPath account, IdempotencyKey key, Amount amount, GrantKind kind, GrantOffer offer, String reason)
            implements Command<Result.Granted> {
        public TopUp {
            CommandField.requireNamed(account, key);
            CommandField.requirePositive("Top-up", amount);
            Objects.requireNonNull(offer, "offer");
            CommandField.requireFits("Reason", reason, Labels.MAX_TEXT);
            if (kind != GrantKind.PAID && kind != GrantKind.PROMOTIONAL) {
                throw new IllegalArgumentException("Top-up was of kind " + kind
                        + " but must be PAID or PROMOTIONAL; allowances come from the plan.");
            }
        }

        /** Grants an amount that may be spent at once and for everything, until an instant or without end. */
        public TopUp(
                AccountPath account,
                IdempotencyKey key,
                Amount amount,
                GrantKind kind,
                Optional<Instant> expiry,
                String reason) {
            this(account, key, amount, kind, GrantOffer.expiring(expiry), reason);
        }
    }

    /**
     * Takes back what is left of a grant, such as one given by mistake.
     *
     * @param grant its number, see {@link Grant#id}
     * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
     */
    record VoidGrant(AccountPath account, IdempotencyKey key, long grant, String reason)
            implements Command<Result.Voided> {
        public VoidGrant {
            CommandField.requireNamed(account, key);
            CommandField.requireFits("Reason", reason, Labels.MAX_TEXT);
        }
    }

    /** Grants an automatic top-up whose payment came in; see {@link Query.PendingTopUpsOf}. */
    record ConfirmTopUp(AccountPath account, IdempotencyKey key, long request) implements Command<Result.Granted> {
        public ConfirmTopUp {
            CommandField.requireNamed(account, key);
        }
    }

    /** Gives up an automatic top-up whose payment failed. */
    record CancelTopUp(AccountPath account, IdempotencyKey key, long request, String reason)
            implements Command<Result.TopUpCancelled> {
        public CancelTopUp {
            CommandField.requireNamed(account, key);
            CommandField.requireFits("Reason", reason, Labels.MAX_TEXT);
        }
    }

    /**
     * Posts usage that no hold announced, such as a late report. It is always recorded. Usage of a period that is over
     * becomes a correction in the running one.
     *
     * @param amount what it cost; more than zero
     * @param at when it was used, not after now, cut to the microsecond
     * @param labels what the host wants to find again in the statement
     */
    record RecordUsage(AccountPath account, IdempotencyKey key, Amount amount, Instant at, Labels labels)
            implements Command<Result.Charged> {
        public RecordUsage {
            CommandField.requireNamed(account, key);
            CommandField.requirePositive("Usage", amount);
            at = CommandField.requireInstant("Usage", at);
            Objects.requireNonNull(labels, "labels");
        }
    }

    /**
     * Corrects what was spent by a new entry, without naming an earlier one.
     *
     * @param amount what is spent more; less, where negative: that is given back as a grant
     * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
     */
    record Adjust(AccountPath account, IdempotencyKey key, Amount amount, String reason)
            implements Command<Result.Charged> {
        public Adjust {
            CommandField.requireNamed(account, key);
            CommandField.requireFits("Reason", reason, Labels.MAX_TEXT);
            if (amount.isZero()) {
                throw new IllegalArgumentException(
                        "Adjustment was zero but must be more or less; leave it out for nothing.");
            }
        }
    }

    /**
     * Gives back a part of a capture, or all of it, to the grants that paid it, the last first.
     *
     * @param entry the number of the capture's entry, see {@link Result.Captured#entry}
     * @param amount how much; more than zero, and at most what the capture is still charged
     * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
     */
    record Refund(AccountPath account, IdempotencyKey key, long entry, Amount amount, String reason)
            implements Command<Result.Corrected> {
        public Refund {
            CommandField.requireNamed(account, key);
            CommandField.requirePositive("Refund", amount);
            CommandField.requireFits("Reason", reason, Labels.MAX_TEXT);
        }
    }

    /**
     * Sets what a capture is charged in all, as when its price was wrong: the difference is posted or given back.
     *
     * @param entry the number of the capture's entry, see {@link Result.Captured#entry}
     * @param total what it is charged from now on; zero or more
     * @param labels what the host wants to find again in the statement, such as the price version
     * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
     */
    record Correct(AccountPath account, IdempotencyKey key, long entry, Amount total, Labels labels, String reason)
            implements Command<Result.Corrected> {
        public Correct {
            CommandField.requireNamed(account, key);
            CommandField.requireFits("Reason", reason, Labels.MAX_TEXT);
            Objects.requireNonNull(labels, "labels");
            if (total.isNegative()) {
                throw new IllegalArgumentException(
                        "Corrected total was " + total + " but must be zero or more; use zero to refund all.");
            }
        }
    }

    /**
     * Forgives what an account owes, up to an amount.
     *
     * @param amount the most that is forgiven; more than zero
     * @param reason why, for the statement; at most {@value Labels#MAX_TEXT} characters
     */
    record WriteOff(AccountPath account, IdempotencyKey key, Amount amount, String reason)
            implements Command<Result.WrittenOff> {
        public WriteOff {
            CommandField.requireNamed(account, key);
            CommandField.requirePositive("Write-off", amount);
            CommandField.requireFits("Reason", reason, Labels.MAX_TEXT);
        }
    }

    /**
     * Brings an account up to now: starts the periods that are due, ends grants that expired, and expires the holds on
     * it and below it whose lease ran out, the oldest lease first and at most {@value #MAX_EXPIRED} at a time. Every
     * other command, and every read of a balance, does the first two by itself. Where the plan renews
     * {@linkplain io.reelbudget.account.Renewal#MANUAL by hand}, this grants the running period's allowance, once.
     */
    record Renew(AccountPath account, IdempotencyKey key) implements Command<Result.Renewed> {

        /** The most holds that one command expires; send another for the rest. */
        public static final int MAX_EXPIRED = 1_000;

        public Renew {
            CommandField.requireNamed(account, key);
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
            CommandField.requireNamed(account, key);
            if (kind.isEmpty()) {
                throw new IllegalArgumentException("Kind was empty but must have 1 to " + Labels.MAX_NAME
                        + " characters; use one such as 'decision'.");
            }
            CommandField.requireFits("Kind", kind, Labels.MAX_NAME);
            CommandField.requireFits("Note", text, MAX_NOTE);
        }
    }
}
