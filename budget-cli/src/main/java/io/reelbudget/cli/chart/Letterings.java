package io.reelbudget.cli.chart;

import io.reelbudget.cli.chart.Ink.Lettering;

/** The picture's letterings, large enough to be read when a page shows the picture at half its size. */
final class Letterings {

    static final Lettering PICTURE_TITLE = new Lettering(OutlineFont.SEMI_BOLD, 32, Palette.INK);
    static final Lettering PICTURE_SUBTITLE = new Lettering(OutlineFont.REGULAR, 21, Palette.PALE_INK);
    static final Lettering PANEL_TITLE = new Lettering(OutlineFont.SEMI_BOLD, 25, Palette.INK);
    static final Lettering PANEL_SUBTITLE = new Lettering(OutlineFont.REGULAR, 21, Palette.PALE_INK);
    static final Lettering SUMMARY = new Lettering(OutlineFont.REGULAR, 19, Palette.INK);
    static final Lettering TICK = new Lettering(OutlineFont.REGULAR, 19, Palette.PALE_INK);
    static final Lettering MARK = new Lettering(OutlineFont.REGULAR, 18, Palette.INK);
    static final Lettering LEGEND = new Lettering(OutlineFont.REGULAR, 19, Palette.INK);

    private Letterings() {}
}
