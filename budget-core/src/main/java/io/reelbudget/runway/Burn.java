package io.reelbudget.runway;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How fast an account spends, compared with spending its budget evenly.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param rate what the last day spent, divided by what an even day would; 1 lasts exactly a period
 * @param pace what the period has spent, divided by what it would have by now if spent evenly; empty where there is no
 *     allowance or the period has only begun
 * @param alerts pairs of windows, the fastest first
 */
public record Burn(double rate, OptionalDouble pace, List<BurnAlert> alerts) {

    private static final Burn UNKNOWN = new Burn(0, OptionalDouble.empty(), List.of());

    public Burn {
        alerts = List.copyOf(alerts);
    }

    /** Returns the answer of a forecaster that does not look at it. */
    public static Burn unknown() {
        return UNKNOWN;
    }

    /** Returns whether any pair of windows fires. */
    public boolean isAlerting() {
        return alerts.stream().anyMatch(alert -> alert.state() == BurnAlert.State.FIRING);
    }
}
