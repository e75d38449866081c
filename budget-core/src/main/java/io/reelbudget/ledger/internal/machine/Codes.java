package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.GrantKind;
import io.reelbudget.ledger.PlanChange;
import io.reelbudget.money.Unit;

/** The numbers that stand for public choices in the journal: they stay, whatever order the choices are written in. */
public final class Codes {

    private Codes() {}

    /** Returns the number of a kind of grant. */
    public static int of(GrantKind kind) {
        return switch (kind) {
            case ALLOWANCE -> 0;
            case PROMOTIONAL -> 1;
            case PAID -> 2;
            case ROLLOVER -> 3;
            case ADJUSTMENT -> 4;
        };
    }

    /**
     * Returns the kind of grant with a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static GrantKind kind(int code) {
        return switch (code) {
            case 0 -> GrantKind.ALLOWANCE;
            case 1 -> GrantKind.PROMOTIONAL;
            case 2 -> GrantKind.PAID;
            case 3 -> GrantKind.ROLLOVER;
            case 4 -> GrantKind.ADJUSTMENT;
            default ->
                throw new IllegalArgumentException(
                        "Kind of grant was number " + code + " but must be 0 to 4; read what was written.");
        };
    }

    /** Returns the number of a way to change a plan. */
    public static int of(PlanChange change) {
        return switch (change) {
            case AT_RENEWAL -> 0;
            case NOW_IN_FULL -> 1;
            case NOW_PRORATED -> 2;
        };
    }

    /** Returns the number of a kind of unit. */
    public static int of(Unit.Kind kind) {
        return switch (kind) {
            case CURRENCY -> 0;
            case COMPUTE -> 1;
        };
    }
}
