package io.reelbudget.cli.chart;

import java.awt.Color;

/**
 * The picture's colours: those of Okabe and Ito ("Color Universal Design", 2008), which people with any common colour
 * vision deficiency can tell apart, on white. Nothing is told by colour alone: lines differ in stroke, marks in shape.
 */
final class Palette {

    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x1F2933);
    static final Color PALE_INK = new Color(0x5B6670);
    static final Color GRID = new Color(0xE6E9EC);
    static final Color AXIS = new Color(0x9AA5B1);

    /** What really remained. */
    static final Color REAL = new Color(0x0072B2);

    /** The area below what really remained. */
    static final Color REAL_AREA = new Color(0xE8F2F8);

    /** The fan between P10 and P90: orange, mixed with white. */
    static final Color FAN = new Color(0xFBE3B5);

    /** The forecast's median and the predicted run-out. */
    static final Color FORECAST = new Color(0xC97F00);

    /** The real run-out. */
    static final Color RUN_OUT = new Color(0xB03A00);

    private Palette() {}

    static Color of(Marker.Kind kind) {
        return switch (kind) {
            case POLICY_ACTED -> new Color(0x9B3F77);
            case TOP_UP -> new Color(0x007A5A);
            case PAUSED -> new Color(0x1F2933);
            case RESUMED -> new Color(0x2B7FB0);
        };
    }
}
