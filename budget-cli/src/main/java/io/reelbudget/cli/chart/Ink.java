package io.reelbudget.cli.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Draws shapes, lines and texts on one picture, smoothed. Confined to one thread. */
final class Ink {

    /** Where a text stands relative to its x. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** How a text looks; the size is in pixels. */
    record Lettering(OutlineFont font, double size, Color colour) {

        double width(String text) {
            return font.width(text, size);
        }

        /** Returns the text, cut and ended by an ellipsis where it is wider than so many pixels. */
        String fitted(String text, double room) {
            if (width(text) <= room) {
                return text;
            }
            int[] codePoints = text.codePoints().toArray();
            int kept = codePoints.length;
            while (kept > 0 && width(new String(codePoints, 0, kept) + "…") > room) {
                kept--;
            }
            return new String(codePoints, 0, kept).stripTrailing() + "…";
        }
    }

    private final Graphics2D graphics;

    Ink(Graphics2D graphics) {
        this.graphics = graphics;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    void fill(Color colour, Shape shape) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    void line(Color colour, BasicStroke stroke, Shape shape) {
        graphics.setColor(colour);
        graphics.setStroke(stroke);
        graphics.draw(shape);
    }

    void line(Color colour, BasicStroke stroke, double fromX, double fromY, double toX, double toY) {
        line(colour, stroke, new Line2D.Double(fromX, fromY, toX, toY));
    }

    void text(String text, Lettering lettering, Anchor anchor, double x, double baseline) {
        double width = lettering.width(text);
        double start =
                switch (anchor) {
                    case START -> x;
                    case MIDDLE -> x - width / 2;
                    case END -> x - width;
                };
        fill(lettering.colour(), lettering.font().shape(text, lettering.size(), start, baseline));
    }

    /** Draws what falls within an area only. */
    void within(Rectangle2D area, Runnable drawing) {
        Shape before = graphics.getClip();
        graphics.clip(new Rectangle(
                (int) Math.floor(area.getX()), (int) Math.floor(area.getY()), (int) Math.ceil(area.getWidth()), (int)
                        Math.ceil(area.getHeight())));
        try {
            drawing.run();
        } finally {
            graphics.setClip(before);
        }
    }

    static BasicStroke solid(double width) {
        return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
    }

    static BasicStroke dashed(double width, double dash, double gap) {
        return new BasicStroke(
                (float) width,
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_ROUND,
                10,
                new float[] {(float) dash, (float) gap},
                0);
    }
}
