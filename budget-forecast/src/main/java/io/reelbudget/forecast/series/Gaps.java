package io.reelbudget.forecast.series;

/**
 * Fills steps of which nothing is known with what was seen at the same place of an earlier season.
 *
 * <p>A missing hour is not an hour without usage: fill it only where the measurement is missing, and say zero where
 * nothing was used. Not to be instantiated; thread-safe.
 */
public final class Gaps {

    private Gaps() {}

    /**
     * Returns the values with the missing ones filled: from the longest season before that is known (or filled), else
     * from a shorter one, else from the step before, else, at the very beginning, from the first that is known.
     *
     * @param values oldest first, NaN where nothing is known; not changed
     * @param seasons how many steps each season has, ascending
     * @throws IllegalArgumentException if nothing is known at all, or a value is infinite
     */
    public static double[] fill(double[] values, int... seasons) {
        double[] filled = values.clone();
        double first = firstKnown(values);
        for (int i = 0; i < filled.length; i++) {
            if (Double.isInfinite(filled[i])) {
                throw new IllegalArgumentException("Value " + i + " was " + filled[i]
                        + " but must be finite, or NaN where nothing is known; mend what measures it.");
            }
            if (Double.isNaN(filled[i])) {
                filled[i] = earlier(filled, i, first, seasons);
            }
        }
        return filled;
    }

    private static double earlier(double[] filled, int place, double first, int... seasons) {
        for (int s = seasons.length - 1; s >= 0; s--) {
            if (place >= seasons[s]) {
                return filled[place - seasons[s]];
            }
        }
        return place > 0 ? filled[place - 1] : first;
    }

    private static double firstKnown(double[] values) {
        for (double value : values) {
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        throw new IllegalArgumentException("None of " + values.length
                + " values was known but one at least must be; forecast from a prior where there is no history.");
    }
}
