package io.reelbudget.money;

/** Thrown when amounts of two units meet in one operation. Nothing was changed; convert one of them first. */
public final class UnitMismatchException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Unit expected;
    private final transient Unit found;

    UnitMismatchException(Unit expected, Unit found) {
        super("Amount was in " + found + " but must be in " + expected + "; convert it first, at a rate you choose.");
        this.expected = expected;
        this.found = found;
    }

    /** Returns the unit that the operation needs. */
    public Unit expected() {
        return expected;
    }

    /** Returns the unit that it was given. */
    public Unit found() {
        return found;
    }
}
