package io.reelbudget.runway;

import java.time.Duration;

/**
 * One pair of windows in which the burn rate is watched: how fast money goes, compared with spending the budget evenly.
 *
 * <p>The long window says that it matters, the short one that it goes on (Beyer and others, <i>The Site Reliability
 * Workbook</i>, 2018, chapter 5). This class is immutable and thread-safe.
 *
 * @param longWindow the long window
 * @param shortWindow the short window
 * @param threshold from which burn rate on both windows must be to be too fast
 * @param longRate the burn rate over the long window; 1 spends the budget exactly by the period's end
 * @param shortRate the burn rate over the short window
 * @param state what follows
 */
public record BurnAlert(
        Duration longWindow, Duration shortWindow, double threshold, double longRate, double shortRate, State state) {

    /** What follows from a pair's burn rates. */
    public enum State {
        /** At least one of the two is below the threshold. */
        CALM,
        /** Both are above it, but only for one lump: without its dearest hour the long window would be calm. */
        ONE_LUMP,
        /** Both are above it, and would be without the dearest hour. */
        FIRING
    }
}
