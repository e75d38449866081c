package io.reelbudget.ledger.internal.image;

/** Thrown when bytes are no section, though their checksum may be right. The reader says where they were. */
public final class MalformedSectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedSectionException(String what) {
        super(what);
    }

    public MalformedSectionException(String what, Throwable cause) {
        super(what, cause);
    }
}
