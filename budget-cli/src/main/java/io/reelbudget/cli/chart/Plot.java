package io.reelbudget.cli.chart;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.time.Instant;
import java.util.List;

/**
 * Where instants and amounts of a panel fall on the picture.
 *
 * @param area the plot's place on the picture, in pixels
 * @param window the time from its left to its right edge
 * @param amounts the amounts from its bottom to its top edge
 */
record Plot(Rectangle2D area, TimeWindow window, AmountAxis amounts) {

    double x(Instant at) {
        return area.getX() + area.getWidth() * window.share(at);
    }

    double y(double amount) {
        return area.getMaxY() - area.getHeight() * (amount - amounts.low()) / (amounts.high() - amounts.low());
    }

    double zero() {
        return y(0);
    }

    /** Returns whether the window shows an instant. */
    boolean shows(Instant at) {
        return !at.isBefore(window.from()) && !at.isAfter(window.until());
    }

    /** Returns the part above zero: a forecast of less than nothing is drawn as nothing. */
    Rectangle2D aboveZero() {
        return new Rectangle2D.Double(area.getX(), area.getY(), area.getWidth(), zero() - area.getY());
    }

    /** Returns readings as steps: each counts until the next, the last is the line's end. */
    Path2D steps(List<Reading> readings) {
        Path2D line = new Path2D.Double();
        for (Reading reading : readings) {
            double x = x(reading.at());
            double y = y(reading.remaining().toBigDecimal().doubleValue());
            if (line.getCurrentPoint() == null) {
                line.moveTo(x, y);
            } else {
                line.lineTo(x, line.getCurrentPoint().getY());
                line.lineTo(x, y);
            }
        }
        return line;
    }
}
