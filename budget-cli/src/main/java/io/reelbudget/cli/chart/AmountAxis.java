package io.reelbudget.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale for amounts with round steps: 1, 2 or 5 times a power of ten.
 *
 * @param low the lowest amount shown, in units; zero or less
 * @param high the highest amount shown, in units; more than zero
 * @param step from one label to the next, in units
 */
record AmountAxis(double low, double high, double step) {

    /** How much stays free above the highest amount. */
    private static final double HEADROOM = 0.06;

    /** The smallest scale there is: one millionth of a unit, the smallest amount. */
    private static final double SMALLEST = 1e-6;

    /** Returns a scale from zero, or from what is below it, to at least the highest amount. */
    static AmountAxis covering(double lowest, double highest, int steps) {
        double top = Math.max(highest, SMALLEST) * (1 + HEADROOM);
        double bottom = lowest < 0 ? lowest * (1 + HEADROOM) : 0;
        return new AmountAxis(bottom, top, roundStep((top - bottom) / steps));
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** Returns an amount with as many decimals as the steps need. */
    String label(double amount) {
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%,." + decimals + "f", amount).replace('-', '−');
    }

    private static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
