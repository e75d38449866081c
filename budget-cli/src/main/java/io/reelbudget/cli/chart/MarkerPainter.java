package io.reelbudget.cli.chart;

import io.reelbudget.cli.chart.Ink.Anchor;
import io.reelbudget.cli.chart.LabelLanes.Place;
import io.reelbudget.cli.chart.LabelLanes.Request;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/** Draws what happened: a mark with its label in a lane above the plot, and a line down to zero. */
final class MarkerPainter {

    static final double LANE_HEIGHT = 27;

    private static final double RADIUS = 7;
    private static final double GAP = 13;

    private final Ink ink;
    private final Plot plot;
    private final int lanes;

    MarkerPainter(Ink ink, Plot plot, int lanes) {
        this.ink = ink;
        this.plot = plot;
        this.lanes = lanes;
    }

    void draw(List<Marker> markers) {
        List<Marker> shown =
                markers.stream().filter(marker -> plot.shows(marker.at())).toList();
        List<Optional<Place>> places = places(plot, shown, lanes);
        for (int i = 0; i < shown.size(); i++) {
            drawLine(shown.get(i), places.get(i));
        }
        for (int i = 0; i < shown.size(); i++) {
            drawMark(shown.get(i), places.get(i));
        }
    }

    /** Returns how many lanes the labels of these markers fill, up to a most. */
    static int lanesFor(Plot plot, List<Marker> markers, int most) {
        List<Marker> shown =
                markers.stream().filter(marker -> plot.shows(marker.at())).toList();
        return places(plot, shown, most).stream()
                .flatMap(Optional::stream)
                .mapToInt(place -> place.lane() + 1)
                .max()
                .orElse(0);
    }

    private static List<Optional<Place>> places(Plot plot, List<Marker> markers, int lanes) {
        List<Request> requests = markers.stream()
                .map(marker -> new Request(plot.x(marker.at()), GAP + Letterings.MARK.width(marker.label())))
                .toList();
        double left = plot.area().getX() - LabelLanes.OVERHANG;
        return LabelLanes.between(left, plot.area().getMaxX() + LabelLanes.OVERHANG, lanes)
                .place(requests);
    }

    private void drawLine(Marker marker, Optional<Place> place) {
        double x = plot.x(marker.at());
        double from = middle(place) + RADIUS + 3;
        ink.line(Palette.of(marker.kind()), Ink.dashed(1.5, 3, 3), x, from, x, plot.zero());
    }

    private void drawMark(Marker marker, Optional<Place> place) {
        double x = plot.x(marker.at());
        double y = middle(place);
        // Blank what lies behind it: the line of a mark in a higher lane may pass here.
        ink.fill(Palette.PAPER, new Rectangle2D.Double(x - RADIUS - 1, y - RADIUS - 3, 2 * RADIUS + 2, 2 * RADIUS + 6));
        ink.fill(Palette.of(marker.kind()), MarkerShape.of(marker.kind(), x, y, RADIUS));
        place.ifPresent(found -> label(marker.label(), found, y + 6));
    }

    private void label(String label, Place place, double baseline) {
        if (place.rightOfLine()) {
            ink.text(label, Letterings.MARK, Anchor.START, place.x() + GAP, baseline);
        } else {
            ink.text(label, Letterings.MARK, Anchor.END, place.x() - GAP, baseline);
        }
    }

    private double middle(Optional<Place> place) {
        return place.map(found -> plot.area().getY() - LANE_HEIGHT * (found.lane() + 0.5))
                .orElse(plot.area().getY() + RADIUS + 2);
    }
}
