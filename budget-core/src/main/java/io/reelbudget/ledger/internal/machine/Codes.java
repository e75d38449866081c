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

    /** Returns the number of a kind of unit. */
    public static int of(Unit.Kind kind) {
        return switch (kind) {
            case CURRENCY -> 0;
            case COMPUTE -> 1;
        };
    }

    static int of(PlanChange change) {
        return switch (change) {
            case AT_RENEWAL -> 0;
            case NOW_IN_FULL -> 1;
            case NOW_PRORATED -> 2;
        };
    }
}
