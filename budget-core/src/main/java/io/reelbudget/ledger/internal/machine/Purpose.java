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
    NOTE(8);

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
        }
        return OPEN;
    }
}
