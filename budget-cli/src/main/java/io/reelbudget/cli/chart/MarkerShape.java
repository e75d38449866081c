package io.reelbudget.cli.chart;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shapes of marks, so that they can be told apart without colour. All are about as wide as high. */
final class MarkerShape {

    private MarkerShape() {}

    /** Returns the shape for a kind of event around a point. */
    static Shape of(Marker.Kind kind, double x, double y, double radius) {
        return switch (kind) {
            case POLICY_ACTED -> polygon(x, y - radius, x + radius, y + 0.8 * radius, x - radius, y + 0.8 * radius);
            case TOP_UP -> plus(x, y, radius);
            case PAUSED -> pause(x, y, radius);
            case RESUMED -> polygon(x - 0.7 * radius, y - radius, x + radius, y, x - 0.7 * radius, y + radius);
        };
    }

    /** Returns the diamond that marks a median. */
    static Shape diamond(double x, double y, double radius) {
        return polygon(x, y - radius, x + radius, y, x, y + radius, x - radius, y);
    }

    /** Returns the ring that marks the real run-out. */
    static Shape ring(double x, double y, double radius) {
        Area ring = new Area(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        double inner = 0.5 * radius;
        ring.subtract(new Area(new Ellipse2D.Double(x - inner, y - inner, 2 * inner, 2 * inner)));
        return ring;
    }

    private static Shape plus(double x, double y, double radius) {
        double arm = 0.32 * radius;
        Area plus = new Area(new Rectangle2D.Double(x - radius, y - arm, 2 * radius, 2 * arm));
        plus.add(new Area(new Rectangle2D.Double(x - arm, y - radius, 2 * arm, 2 * radius)));
        return plus;
    }

    private static Shape pause(double x, double y, double radius) {
        Area bars = new Area(new Rectangle2D.Double(x - 0.8 * radius, y - radius, 0.6 * radius, 2 * radius));
        bars.add(new Area(new Rectangle2D.Double(x + 0.2 * radius, y - radius, 0.6 * radius, 2 * radius)));
        return bars;
    }

    private static Shape polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
