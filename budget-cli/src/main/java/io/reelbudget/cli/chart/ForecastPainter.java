package io.reelbudget.cli.chart;

import io.reelbudget.runway.InstantQuantiles;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Draws a forecast: the fan of what would remain, and when that is nothing. */
final class ForecastPainter {

    private static final double BAR = 9;
    private static final double MEDIAN = 11;
    private static final double ORIGIN = 6;

    private final Ink ink;
    private final Plot plot;

    ForecastPainter(Ink ink, Plot plot) {
        this.ink = ink;
        this.plot = plot;
    }

    /** Fills the fan, to lie under the grid and the real line. */
    void fillFan(ForecastFan fan) {
        ink.within(plot.aboveZero(), () -> ink.fill(Palette.FAN, outline(fan.points())));
    }

    /** Draws the median and the instant at which the forecast was made. */
    void drawMedian(ForecastFan fan) {
        ink.within(plot.aboveZero(), () -> ink.line(Palette.FORECAST, Ink.dashed(3, 9, 6), median(fan.points())));
        if (plot.shows(fan.madeAt())) {
            double x = plot.x(fan.madeAt());
            double y = plot.y(fan.remaining().toBigDecimal().doubleValue());
            ink.fill(Palette.FORECAST, new Ellipse2D.Double(x - ORIGIN, y - ORIGIN, 2 * ORIGIN, 2 * ORIGIN));
        }
    }

    /** Draws the predicted run-out on the zero line, as far as the window shows it. */
    void drawRunOut(InstantQuantiles runOut) {
        double from = Math.max(plot.x(runOut.p10()), plot.area().getX());
        double until = Math.min(plot.x(runOut.p90()), plot.area().getMaxX());
        if (until > from) {
            ink.fill(Palette.FORECAST, bar(from, until, plot.zero()));
        }
        if (plot.shows(runOut.p50())) {
            ink.fill(Palette.PAPER, MarkerShape.diamond(plot.x(runOut.p50()), plot.zero(), MEDIAN + 3));
            ink.fill(Palette.FORECAST, MarkerShape.diamond(plot.x(runOut.p50()), plot.zero(), MEDIAN));
        }
    }

    /** Returns the bar from P10 to P90 around a height. */
    static Rectangle2D bar(double from, double until, double y) {
        return new Rectangle2D.Double(from, y - BAR / 2, until - from, BAR);
    }

    private Path2D outline(List<ForecastFan.Point> points) {
        Path2D outline = new Path2D.Double();
        ForecastFan.Point first = points.get(0);
        outline.moveTo(plot.x(first.at()), plot.y(first.high()));
        points.forEach(point -> outline.lineTo(plot.x(point.at()), plot.y(point.high())));
        for (int i = points.size() - 1; i >= 0; i--) {
            outline.lineTo(plot.x(points.get(i).at()), plot.y(points.get(i).low()));
        }
        outline.closePath();
        return outline;
    }

    private Path2D median(List<ForecastFan.Point> points) {
        Path2D line = new Path2D.Double();
        ForecastFan.Point first = points.get(0);
        line.moveTo(plot.x(first.at()), plot.y(first.middle()));
        points.forEach(point -> line.lineTo(plot.x(point.at()), plot.y(point.middle())));
        return line;
    }
}
