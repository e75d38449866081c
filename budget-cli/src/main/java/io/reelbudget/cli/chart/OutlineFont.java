package io.reelbudget.cli.chart;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A font whose letters are shapes, so that no font of the operating system is needed.
 *
 * <p>A character without an outline becomes the font's empty box. No kerning, no ligatures, left to right only: enough
 * for labels. This class is thread-safe.
 */
final class OutlineFont {

    /** For labels. */
    static final OutlineFont REGULAR = shipped("Inter-Regular.ttf");

    /** For titles. */
    static final OutlineFont SEMI_BOLD = shipped("Inter-SemiBold.ttf");

    private final TrueTypeFile file;
    private final Map<Integer, Path2D> outlines = new ConcurrentHashMap<>();

    private OutlineFont(TrueTypeFile file) {
        this.file = file;
    }

    /** Returns how wide a text is, in pixels, for letters of a size in pixels. */
    double width(String text, double size) {
        return text.codePoints().map(file::glyphOf).map(file::advanceOf).sum() * size / file.unitsPerEm();
    }

    /**
     * Returns a text as one shape.
     *
     * @param size the letters' size in pixels
     * @param x where the text begins
     * @param baseline the y that the letters stand on, y growing downwards
     */
    Shape shape(String text, double size, double x, double baseline) {
        double scale = size / file.unitsPerEm();
        Path2D shape = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double pen = x;
        for (int codePoint : text.codePoints().toArray()) {
            int glyph = file.glyphOf(codePoint);
            Path2D outline = outlines.computeIfAbsent(glyph, missing -> GlyphOutline.of(file, missing));
            shape.append(outline.getPathIterator(new AffineTransform(scale, 0, 0, -scale, pen, baseline)), false);
            pen += file.advanceOf(glyph) * scale;
        }
        return shape;
    }

    private static OutlineFont shipped(String name) {
        try (InputStream in = OutlineFont.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Font '" + name + "' was not in the program but must be beside "
                        + OutlineFont.class.getName() + "; build the program anew.");
            }
            return new OutlineFont(TrueTypeFile.of(in.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Font '" + name + "' could not be read from the program", unreadable);
        }
    }
}
