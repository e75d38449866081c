package io.reelbudget.cli.chart;

import io.reelbudget.cli.chart.Ink.Anchor;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.time.ZoneId;
import java.util.List;

/** Draws one account's panel. Confined to one thread. */
final class PanelPainter {

    private static final double HEADING_HEIGHT = 68;
    /** Above the plot there is room for the unit, also where no label needs any. */
    private static final double UNIT_HEIGHT = 24;

    private static final double AXIS_HEIGHT = 58;
    private static final double AMOUNT_WIDTH = 92;
    private static final double RIGHT_MARGIN = 14;

    private static final double PIXELS_PER_AMOUNT = 40;
    private static final double PIXELS_PER_TIME = 82;
    private static final int MOST_LANES = 3;

    private final Ink ink;
    private final BurnDown panel;
    private final ZoneId zone;
    private final Rectangle2D place;
    private final int lanes;
    private final Plot plot;

    /**
     * Returns a painter.
     *
     * @param place where on the picture, in pixels
     * @param lanes how many lanes for labels to leave free above the plot
     */
    PanelPainter(Ink ink, BurnDown panel, ZoneId zone, Rectangle2D place, int lanes) {
        this.ink = ink;
        this.panel = panel;
        this.zone = zone;
        this.place = place;
        this.lanes = lanes;
        this.plot = plot(panel, place, lanes);
    }

    /** Returns how many lanes a panel's labels fill. */
    static int lanesFor(BurnDown panel, Rectangle2D place) {
        return MarkerPainter.lanesFor(plot(panel, place, 0), panel.markers(), MOST_LANES);
    }

    void paint() {
        ForecastPainter forecast = new ForecastPainter(ink, plot);
        paintHeading();
        fillReal();
        panel.forecast().ifPresent(forecast::fillFan);
        paintAmounts();
        paintTimes();
        new MarkerPainter(ink, plot, lanes).draw(panel.markers());
        panel.forecast().ifPresent(forecast::drawMedian);
        ink.within(plot.area(), () -> ink.line(Palette.REAL, Ink.solid(3.5), plot.steps(panel.readings())));
        panel.forecast().flatMap(ForecastFan::runOut).ifPresent(forecast::drawRunOut);
        panel.ranOut().filter(plot::shows).ifPresent(at -> {
            ink.fill(Palette.PAPER, MarkerShape.diamond(plot.x(at), plot.zero(), 10));
            ink.fill(Palette.RUN_OUT, MarkerShape.ring(plot.x(at), plot.zero(), 10));
        });
    }

    private static Plot plot(BurnDown panel, Rectangle2D place, int lanes) {
        double top = place.getY() + HEADING_HEIGHT + Math.max(UNIT_HEIGHT, lanes * MarkerPainter.LANE_HEIGHT);
        double bottom = place.getMaxY() - AXIS_HEIGHT;
        double left = place.getX() + AMOUNT_WIDTH;
        Rectangle2D area = new Rectangle2D.Double(left, top, place.getMaxX() - RIGHT_MARGIN - left, bottom - top);
        return new Plot(area, panel.window(), amounts(panel, area.getHeight()));
    }

    private static AmountAxis amounts(BurnDown panel, double height) {
        double lowest =
                panel.readings().stream().mapToDouble(PanelPainter::units).min().orElse(0);
        double highest =
                panel.readings().stream().mapToDouble(PanelPainter::units).max().orElse(0);
        double forecast = panel.forecast()
                .map(fan -> fan.remaining().toBigDecimal().doubleValue())
                .orElse(0.0);
        int steps = (int) Math.max(2, height / PIXELS_PER_AMOUNT);
        return AmountAxis.covering(lowest, Math.max(highest, forecast), steps);
    }

    private static double units(Reading reading) {
        return reading.remaining().toBigDecimal().doubleValue();
    }

    private void paintHeading() {
        String title = panel.heading().title();
        double room = place.getWidth() - RIGHT_MARGIN;
        String fitted = Letterings.PANEL_TITLE.fitted(title, room);
        ink.text(fitted, Letterings.PANEL_TITLE, Anchor.START, place.getX(), place.getY() + 24);
        double used = Letterings.PANEL_TITLE.width(fitted) + 14;
        if (room - used > 60) {
            String subtitle = Letterings.PANEL_SUBTITLE.fitted(panel.heading().subtitle(), room - used);
            ink.text(subtitle, Letterings.PANEL_SUBTITLE, Anchor.START, place.getX() + used, place.getY() + 24);
        }
        String summary = Letterings.SUMMARY.fitted(RunOutSentence.about(panel, zone), room);
        ink.text(summary, Letterings.SUMMARY, Anchor.START, place.getX(), place.getY() + 52);
    }

    private void paintAmounts() {
        Rectangle2D area = plot.area();
        for (double amount : plot.amounts().ticks()) {
            double y = plot.y(amount);
            ink.line(Palette.GRID, Ink.solid(1), area.getX(), y, area.getMaxX(), y);
            String label = plot.amounts().label(amount);
            ink.text(label, Letterings.TICK, Anchor.END, area.getX() - 12, y + 7);
        }
        ink.text(panel.unit().code(), Letterings.TICK, Anchor.END, area.getX() - 12, area.getY() - 15);
        ink.line(Palette.AXIS, Ink.solid(1.5), area.getX(), plot.zero(), area.getMaxX(), plot.zero());
    }

    private void paintTimes() {
        Rectangle2D area = plot.area();
        double baseline = area.getMaxY() + 27;
        int most = (int) Math.max(2, area.getWidth() / PIXELS_PER_TIME);
        double nextDay = Double.POSITIVE_INFINITY;
        List<TimeAxis.Tick> ticks = TimeAxis.ticks(plot.window(), zone, most);
        for (int i = ticks.size() - 1; i >= 0; i--) {
            TimeAxis.Tick tick = ticks.get(i);
            double x = plot.x(tick.at());
            ink.line(Palette.AXIS, Ink.solid(1.5), x, area.getMaxY(), x, area.getMaxY() + 6);
            ink.text(tick.label(), Letterings.TICK, Anchor.MIDDLE, x, baseline);
            double half = tick.day().map(Letterings.TICK::width).orElse(0.0) / 2;
            if (tick.day().isPresent() && x + half + 12 < nextDay) {
                ink.text(tick.day().get(), Letterings.TICK, Anchor.MIDDLE, x, baseline + 24);
                nextDay = x - half;
            }
        }
    }

    private void fillReal() {
        Path2D area = plot.steps(panel.readings());
        area.lineTo(area.getCurrentPoint().getX(), plot.zero());
        area.lineTo(plot.x(panel.readings().get(0).at()), plot.zero());
        area.closePath();
        ink.within(plot.area(), () -> ink.fill(Palette.REAL_AREA, area));
    }
}
