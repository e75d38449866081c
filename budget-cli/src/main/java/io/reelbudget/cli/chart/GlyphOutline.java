package io.reelbudget.cli.chart;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;

/**
 * Turns a glyph of a TrueType file into a path of quadratic curves, in font units with y upwards (OpenType
 * specification 1.9, table {@code glyf}).
 *
 * <p>This class is immutable and thread-safe.
 */
final class GlyphOutline {

    private static final int ON_CURVE = 0x01;
    private static final int REPEATED = 0x08;
    private static final int MORE_COMPONENTS = 0x20;

    /** A glyph may be made of others; a file that nests them deeper than any real one is refused. */
    private static final int DEEPEST = 6;

    private final TrueTypeFile font;

    private GlyphOutline(TrueTypeFile font) {
        this.font = font;
    }

    /** Returns a glyph's outline; without any segment for a glyph that shows nothing. */
    static Path2D of(TrueTypeFile font, int glyph) {
        return new GlyphOutline(font).read(glyph, 0);
    }

    private Path2D read(int glyph, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("Glyph " + glyph + " was nested more than " + DEEPEST
                    + " deep but must be made of fewer layers; take an undamaged font.");
        }
        ByteBuffer in = font.outlineOf(glyph);
        if (!in.hasRemaining()) {
            return new Path2D.Double();
        }
        int contours = in.getShort();
        in.position(10);
        return contours >= 0 ? simple(in, contours) : composite(in, depth);
    }

    private static Path2D simple(ByteBuffer in, int contours) {
        int[] ends = new int[contours];
        for (int i = 0; i < contours; i++) {
            ends[i] = in.getShort() & 0xFFFF;
        }
        in.position(in.position() + 2 + (in.getShort(in.position()) & 0xFFFF));
        int points = contours == 0 ? 0 : ends[contours - 1] + 1;
        int[] flags = flags(in, points);
        int[] x = coordinates(in, flags, 0x02, 0x10);
        int[] y = coordinates(in, flags, 0x04, 0x20);
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        int first = 0;
        for (int end : ends) {
            contour(path, flags, x, y, first, end);
            first = end + 1;
        }
        return path;
    }

    private static int[] flags(ByteBuffer in, int points) {
        int[] flags = new int[points];
        int i = 0;
        while (i < points) {
            int flag = in.get() & 0xFF;
            int times = 1 + ((flag & REPEATED) == 0 ? 0 : in.get() & 0xFF);
            while (times-- > 0 && i < points) {
                flags[i++] = flag;
            }
        }
        return flags;
    }

    private static int[] coordinates(ByteBuffer in, int[] flags, int oneByte, int sameOrPositive) {
        int[] values = new int[flags.length];
        int value = 0;
        for (int i = 0; i < flags.length; i++) {
            boolean marked = (flags[i] & sameOrPositive) != 0;
            if ((flags[i] & oneByte) != 0) {
                int step = in.get() & 0xFF;
                value += marked ? step : -step;
            } else if (!marked) {
                value += in.getShort();
            }
            values[i] = value;
        }
        return values;
    }

    /** Between two points off the curve lies one on it, half-way, that the file leaves out. */
    private static void contour(Path2D path, int[] flags, int[] x, int[] y, int first, int last) {
        int count = last - first + 1;
        if (count < 2) {
            return;
        }
        boolean startsOn = (flags[first] & ON_CURVE) != 0;
        boolean endsOn = (flags[last] & ON_CURVE) != 0;
        int anchor = startsOn ? first : last;
        double startX = startsOn || endsOn ? x[anchor] : (x[first] + x[last]) / 2.0;
        double startY = startsOn || endsOn ? y[anchor] : (y[first] + y[last]) / 2.0;
        path.moveTo(startX, startY);
        int control = -1;
        for (int i = first; i <= last; i++) {
            boolean on = (flags[i] & ON_CURVE) != 0;
            if (on && control >= 0) {
                path.quadTo(x[control], y[control], x[i], y[i]);
            } else if (on) {
                path.lineTo(x[i], y[i]);
            } else if (control >= 0) {
                path.quadTo(x[control], y[control], (x[control] + x[i]) / 2.0, (y[control] + y[i]) / 2.0);
            }
            control = on ? -1 : i;
        }
        if (control >= 0) {
            path.quadTo(x[control], y[control], startX, startY);
        }
        path.closePath();
    }

    private Path2D composite(ByteBuffer in, int depth) {
        Path2D whole = new Path2D.Double(Path2D.WIND_NON_ZERO);
        int flags;
        do {
            flags = in.getShort() & 0xFFFF;
            Path2D part = read(in.getShort() & 0xFFFF, depth + 1);
            part.transform(placement(in, flags));
            whole.append(part, false);
        } while ((flags & MORE_COMPONENTS) != 0);
        return whole;
    }

    private static AffineTransform placement(ByteBuffer in, int flags) {
        if ((flags & 0x02) == 0) {
            throw new IllegalArgumentException(
                    "Glyph's part was placed by matching points but must be placed by offsets; convert the font.");
        }
        boolean words = (flags & 0x01) != 0;
        double dx = words ? in.getShort() : in.get();
        double dy = words ? in.getShort() : in.get();
        double[] matrix = {1, 0, 0, 1};
        if ((flags & 0x08) != 0) {
            matrix[0] = fraction(in);
            matrix[3] = matrix[0];
        } else if ((flags & 0x40) != 0) {
            matrix[0] = fraction(in);
            matrix[3] = fraction(in);
        } else if ((flags & 0x80) != 0) {
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = fraction(in);
            }
        }
        return new AffineTransform(matrix[0], matrix[1], matrix[2], matrix[3], dx, dy);
    }

    private static double fraction(ByteBuffer in) {
        return in.getShort() / 16384.0;
    }
}
