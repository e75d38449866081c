/**
 * Draws how budgets burn down, and how well that was forecast, as one picture.
 *
 * <p>Give each account's {@link io.reelbudget.cli.chart.BurnDown} to a {@link io.reelbudget.cli.chart.BurnDownChart}
 * and write it to a PNG. Letters are drawn as outlines from a font that ships with the program, so that a machine
 * without fonts, fontconfig or FreeType draws the same picture, byte for byte on one JDK.
 */
@NullMarked
package io.reelbudget.cli.chart;

import org.jspecify.annotations.NullMarked;
