package io.reelbudget.cli.chart;

import io.reelbudget.cli.chart.Ink.Anchor;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Explains the lines and marks that a picture really has, in centred rows. */
final class Legend {

    static final double ROW_HEIGHT = 36;

    private static final double LINE_SAMPLE = 44;
    private static final double MARK_SAMPLE = 20;
    private static final double GAP = 12;
    private static final double AIR = 26;

    @FunctionalInterface
    private interface Sample {
        /** Draws a sample that begins at an x and is centred on a y. */
        void draw(Ink ink, double x, double y);
    }

    private record Entry(String text, double sampleWidth, Sample sample) {
        double width() {
            return sampleWidth + GAP + Letterings.LEGEND.width(text);
        }
    }

    private final List<List<Entry>> rows;

    private Legend(List<List<Entry>> rows) {
        this.rows = rows;
    }

    /** Returns the legend for some panels, in rows no wider than so many pixels. */
    static Legend of(List<BurnDown> panels, double width) {
        List<List<Entry>> rows = new ArrayList<>();
        double used = Double.POSITIVE_INFINITY;
        for (Entry entry : entries(panels)) {
            if (used + AIR + entry.width() > width) {
                rows.add(new ArrayList<>());
                used = -AIR;
            }
            rows.get(rows.size() - 1).add(entry);
            used += AIR + entry.width();
        }
        return new Legend(rows);
    }

    double height() {
        return rows.size() * ROW_HEIGHT;
    }

    void draw(Ink ink, Rectangle2D place) {
        double y = place.getY() + ROW_HEIGHT / 2;
        for (List<Entry> row : rows) {
            double width = row.stream().mapToDouble(Entry::width).sum() + AIR * (row.size() - 1);
            double x = place.getCenterX() - width / 2;
            for (Entry entry : row) {
                entry.sample().draw(ink, x, y);
                ink.text(entry.text(), Letterings.LEGEND, Anchor.START, x + entry.sampleWidth() + GAP, y + 7);
                x += entry.width() + AIR;
            }
            y += ROW_HEIGHT;
        }
    }

    private static List<Entry> entries(List<BurnDown> panels) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(
                "really remaining",
                LINE_SAMPLE,
                (ink, x, y) -> ink.line(Palette.REAL, Ink.solid(3.5), x, y, x + LINE_SAMPLE, y)));
        if (panels.stream().anyMatch(panel -> panel.forecast().isPresent())) {
            entries.add(new Entry("forecast P10, P50, P90", LINE_SAMPLE, Legend::fan));
        }
        if (panels.stream()
                .anyMatch(panel -> panel.forecast().flatMap(ForecastFan::runOut).isPresent())) {
            entries.add(new Entry("predicted run-out", LINE_SAMPLE, Legend::predictedRunOut));
        }
        if (panels.stream().anyMatch(panel -> panel.ranOut().isPresent())) {
            entries.add(new Entry(
                    "real run-out",
                    MARK_SAMPLE,
                    (ink, x, y) -> ink.fill(Palette.RUN_OUT, MarkerShape.ring(x + MARK_SAMPLE / 2, y, 10))));
        }
        kinds(panels).map(Legend::mark).forEach(entries::add);
        return entries;
    }

    private static Stream<Marker.Kind> kinds(List<BurnDown> panels) {
        return panels.stream()
                .flatMap(panel -> panel.markers().stream())
                .map(Marker::kind)
                .distinct()
                .sorted();
    }

    private static Entry mark(Marker.Kind kind) {
        String text = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Entry(
                kind == Marker.Kind.TOP_UP ? "top-up" : text,
                MARK_SAMPLE,
                (ink, x, y) -> ink.fill(Palette.of(kind), MarkerShape.of(kind, x + MARK_SAMPLE / 2, y, 8)));
    }

    private static void fan(Ink ink, double x, double y) {
        ink.fill(Palette.FAN, new Rectangle2D.Double(x, y - 10, LINE_SAMPLE, 20));
        ink.line(Palette.FORECAST, Ink.dashed(3, 9, 6), x, y, x + LINE_SAMPLE, y);
    }

    private static void predictedRunOut(Ink ink, double x, double y) {
        ink.fill(Palette.FORECAST, ForecastPainter.bar(x, x + LINE_SAMPLE, y));
        ink.fill(Palette.PAPER, MarkerShape.diamond(x + LINE_SAMPLE / 2, y, 14));
        ink.fill(Palette.FORECAST, MarkerShape.diamond(x + LINE_SAMPLE / 2, y, 11));
    }
}
