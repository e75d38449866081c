package io.reelbudget.cli.chart;

import io.reelbudget.cli.chart.Ink.Anchor;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture of how budgets burn down: one panel large, or several in two columns.
 *
 * <p>Needs no display, no font and no font library of the operating system. The same panels give the same bytes on the
 * same JDK. This class is immutable and thread-safe.
 */
public final class BurnDownChart {

    static {
        // This program never opens a window, and a JDK that may do so looks for a display before it draws anything.
        System.setProperty("java.awt.headless", "true");
    }

    /** More panels than this make a picture that no page can show. */
    private static final int MOST_PANELS = 12;

    private static final int WIDTH_OF_ONE = 1200;
    private static final int HEIGHT_OF_ONE = 675;
    private static final int WIDTH = 1600;
    private static final int HEIGHT_OF_ROW = 470;

    private static final double MARGIN = 36;
    private static final double GUTTER = 44;
    private static final double HEADING_HEIGHT = 92;

    private final Heading heading;
    private final ZoneId zone;
    private final List<BurnDown> panels;

    private BurnDownChart(Heading heading, ZoneId zone, List<BurnDown> panels) {
        this.heading = heading;
        this.zone = zone;
        this.panels = List.copyOf(panels);
    }

    /**
     * Returns a picture.
     *
     * @param heading what stands above all panels
     * @param zone whose wall clock the time axes show
     * @param panels one panel an account, 1 to 12, drawn from left to right and from top to bottom
     * @throws IllegalArgumentException if there are no panels or too many
     */
    public static BurnDownChart of(Heading heading, ZoneId zone, List<BurnDown> panels) {
        if (panels.isEmpty() || panels.size() > MOST_PANELS) {
            throw new IllegalArgumentException("Picture had " + panels.size() + " panels but must have 1 to "
                    + MOST_PANELS + "; draw the accounts that matter most.");
        }
        return new BurnDownChart(heading, zone, panels);
    }

    /** Returns the picture's width in pixels. */
    public int width() {
        return panels.size() == 1 ? WIDTH_OF_ONE : WIDTH;
    }

    /** Returns the picture's height in pixels. */
    public int height() {
        return panels.size() == 1 ? HEIGHT_OF_ONE : (int) (HEIGHT_OF_ROW * rows() + HEADING_HEIGHT + 3 * MARGIN);
    }

    /** Returns the picture, opaque and on a light ground. */
    public BufferedImage draw() {
        BufferedImage image = new BufferedImage(width(), height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            Ink ink = new Ink(graphics);
            ink.fill(Palette.PAPER, new Rectangle2D.Double(0, 0, width(), height()));
            paint(ink);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /** Returns the picture as the bytes of a PNG file. */
    public byte[] toPng() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(draw(), "png", out)) {
                throw new IllegalStateException(
                        "JDK had no writer for PNG but must have one; run on a JDK with the module java.desktop.");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("PNG could not be written to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * Writes the picture as a PNG file, over one that is there.
     *
     * @throws IOException if the file cannot be written
     */
    public void writePng(Path file) throws IOException {
        Files.write(file, toPng());
    }

    private void paint(Ink ink) {
        double inner = width() - 2 * MARGIN;
        Legend legend = Legend.of(panels, inner);
        double legendTop = height() - MARGIN * 0.6 - legend.height();
        paintHeading(ink, inner);
        List<Rectangle2D> places = IntStream.range(0, panels.size())
                .mapToObj(i -> place(i, legendTop))
                .toList();
        for (int i = 0; i < panels.size(); i++) {
            new PanelPainter(ink, panels.get(i), zone, places.get(i), lanesOfRow(i / columns(), places)).paint();
        }
        legend.draw(ink, new Rectangle2D.Double(MARGIN, legendTop, inner, legend.height()));
    }

    /** The plots of one row begin at one height, so each leaves as many lanes free as the fullest needs. */
    private int lanesOfRow(int row, List<Rectangle2D> places) {
        return IntStream.range(row * columns(), Math.min(panels.size(), (row + 1) * columns()))
                .map(i -> PanelPainter.lanesFor(panels.get(i), places.get(i)))
                .max()
                .orElse(0);
    }

    private void paintHeading(Ink ink, double inner) {
        String times = "times in " + zone.getId();
        double room = inner - Letterings.PICTURE_SUBTITLE.width(times) - GUTTER;
        String title = Letterings.PICTURE_TITLE.fitted(heading.title(), inner);
        String subtitle = Letterings.PICTURE_SUBTITLE.fitted(heading.subtitle(), room);
        ink.text(title, Letterings.PICTURE_TITLE, Anchor.START, MARGIN, MARGIN + 24);
        ink.text(subtitle, Letterings.PICTURE_SUBTITLE, Anchor.START, MARGIN, MARGIN + 56);
        ink.text(times, Letterings.PICTURE_SUBTITLE, Anchor.END, MARGIN + inner, MARGIN + 56);
    }

    private Rectangle2D place(int index, double bottom) {
        double top = MARGIN + HEADING_HEIGHT - 10;
        double width = (width() - 2 * MARGIN - GUTTER * (columns() - 1)) / columns();
        double height = (bottom - top) / rows();
        double x = MARGIN + (index % columns()) * (width + GUTTER);
        int row = index / columns();
        return new Rectangle2D.Double(x, top + row * height, width, height - 22);
    }

    private int columns() {
        return panels.size() == 1 ? 1 : 2;
    }

    private int rows() {
        return (panels.size() + columns() - 1) / columns();
    }
}
