package io.reelbudget.ledger.internal.wire;

/** Thrown when bytes are no transaction, though their checksum may be right. The reader says where they were. */
public final class MalformedRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedRecordException(String what) {
        super(what);
    }

    MalformedRecordException(String what, Throwable cause) {
        super(what, cause);
    }
}
