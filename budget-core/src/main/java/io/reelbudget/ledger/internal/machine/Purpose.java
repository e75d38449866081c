package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Command;

/** Why a transaction was made: by which command, or by time alone. */
public enum Purpose {
    /** Something was due. */
    TIME(0),
    /** {@link Command.OpenAccount}. */
    OPEN(1),
    /** {@link Command.PlaceHold}. */
    HOLD(2),
    /** {@link Command.ExtendHold}. */
    EXTEND(3),
    /** {@link Command.CaptureHold}. */
    CAPTURE(4),
    /** {@link Command.ReleaseHold}. */
    RELEASE(5),
    /** {@link Command.TopUp}. */
    TOP_UP(6),
    /** {@link Command.Renew}. */
    RENEW(7),
    /** {@link Command.Note}. */
    NOTE(8),
    /** {@link Command.ChangePlan}. */
    CHANGE_PLAN(9),
    /** {@link Command.RenewLease}. */
    RENEW_LEASE(10),
    /** {@link Command.VoidGrant}. */
    VOID_GRANT(11),
    /** {@link Command.ConfirmTopUp}. */
    CONFIRM_TOP_UP(12),
    /** {@link Command.CancelTopUp}. */
    CANCEL_TOP_UP(13),
    /** {@link Command.RecordUsage}. */
    RECORD_USAGE(14),
    /** {@link Command.Adjust}. */
    ADJUST(15),
    /** {@link Command.Refund}. */
    REFUND(16),
    /** {@link Command.Correct}. */
    CORRECT(17),
    /** {@link Command.WriteOff}. */
    WRITE_OFF(18);

    private final int code;

    Purpose(int code) {
        this.code = code;
    }

    /** Returns the number that stands for it in the journal. */
    public int code() {
        return code;
    }

    /** Returns the purpose of a command. */
    public static Purpose of(Command<?> command) {
        if (command instanceof Command.PlaceHold) {
            return HOLD;
        } else if (command instanceof Command.CaptureHold) {
            return CAPTURE;
        } else if (command instanceof Command.ExtendHold) {
            return EXTEND;
        } else if (command instanceof Command.ReleaseHold) {
            return RELEASE;
        } else if (command instanceof Command.TopUp) {
            return TOP_UP;
        } else if (command instanceof Command.Renew) {
            return RENEW;
        } else if (command instanceof Command.Note) {
            return NOTE;
        } else if (command instanceof Command.OpenAccount) {
            return OPEN;
        } else if (command instanceof Command.RenewLease) {
            return RENEW_LEASE;
        }
        return ofGrants(command);
    }

    private static Purpose ofGrants(Command<?> command) {
        if (command instanceof Command.VoidGrant) {
            return VOID_GRANT;
        } else if (command instanceof Command.ConfirmTopUp) {
            return CONFIRM_TOP_UP;
        } else if (command instanceof Command.CancelTopUp) {
            return CANCEL_TOP_UP;
        } else if (command instanceof Command.RecordUsage) {
            return RECORD_USAGE;
        } else if (command instanceof Command.Adjust) {
            return ADJUST;
        } else if (command instanceof Command.Refund) {
            return REFUND;
        } else if (command instanceof Command.Correct) {
            return CORRECT;
        } else if (command instanceof Command.WriteOff) {
            return WRITE_OFF;
        }
        return CHANGE_PLAN;
    }
}
