package io.reelbudget.cli.chart;

import io.reelbudget.cli.terminal.DisplayText;
import io.reelbudget.cli.terminal.Terminal;
import io.reelbudget.cli.terminal.Tone;
import io.reelbudget.money.Amount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a panel with characters: what was left as filled columns, and from the forecast's instant on where it goes,
 * from P10 to P90 of what will be spent, with the median in it. Only characters that standard output has are used.
 *
 * <p>All methods are pure.
 */
public final class TerminalChart {

    private static final int HEIGHT = 12;
    private static final int LEAST_COLUMNS = 16;
    private static final int MOST_COLUMNS = 96;

    /** Where a column lies, in units: from the axis or the band's lower edge to the upper one, and the median. */
    private record Stroke(Kind kind, double low, double middle, double high) {
        enum Kind {
            NOTHING,
            PAST,
            AHEAD
        }
    }

    private final BurnDown panel;
    private final Terminal terminal;
    private final ZoneId zone;
    private final int columns;
    private final List<String> labels;
    private final double top;

    private TerminalChart(BurnDown panel, Terminal terminal, ZoneId zone) {
        this.panel = panel;
        this.terminal = terminal;
        this.zone = zone;
        this.top = highest(panel);
        this.labels = List.of(label(top), label(top / 2), label(0));
        this.columns = Math.max(LEAST_COLUMNS, Math.min(MOST_COLUMNS, terminal.width() - margin() - 1));
    }

    /** Returns the lines of a picture, as wide as a terminal allows. */
    public static List<String> lines(BurnDown panel, Terminal terminal, ZoneId zone) {
        return new TerminalChart(panel, terminal, zone).lines();
    }

    private List<String> lines() {
        List<Stroke> strokes = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            strokes.add(stroke(at(column)));
        }
        List<String> lines = new ArrayList<>();
        for (int row = HEIGHT - 1; row >= 0; row--) {
            lines.add(line(row, strokes));
        }
        lines.add(axis());
        lines.add(times());
        lines.add(terminal.toned(legend(), Tone.FAINT));
        return List.copyOf(lines);
    }

    /** A column stands for the instant at its middle. */
    private Instant at(int column) {
        Duration span = panel.window().span();
        return panel.window().from().plusMillis((long) ((column + 0.5) / columns * span.toMillis()));
    }

    private Stroke stroke(Instant at) {
        boolean ahead =
                panel.forecast().filter(fan -> !at.isBefore(fan.madeAt())).isPresent();
        return ahead ? ahead(at) : past(at);
    }

    private Stroke past(Instant at) {
        double left = Double.NaN;
        for (Reading reading : panel.readings()) {
            if (reading.at().isAfter(at)) {
                break;
            }
            left = units(reading.remaining());
        }
        return Double.isNaN(left)
                ? new Stroke(Stroke.Kind.NOTHING, 0, 0, 0)
                : new Stroke(Stroke.Kind.PAST, 0, left, left);
    }

    private Stroke ahead(Instant at) {
        List<ForecastFan.Point> points = panel.forecast().orElseThrow().points();
        ForecastFan.Point before = points.get(0);
        for (ForecastFan.Point point : points) {
            if (point.at().isAfter(at)) {
                return between(before, point, at);
            }
            before = point;
        }
        return new Stroke(Stroke.Kind.AHEAD, before.low(), before.middle(), before.high());
    }

    private static Stroke between(ForecastFan.Point one, ForecastFan.Point other, Instant at) {
        double span = Math.max(1, Duration.between(one.at(), other.at()).toMillis());
        double part = Math.max(0, Duration.between(one.at(), at).toMillis() / span);
        return new Stroke(
                Stroke.Kind.AHEAD,
                one.low() + part * (other.low() - one.low()),
                one.middle() + part * (other.middle() - one.middle()),
                one.high() + part * (other.high() - one.high()));
    }

    private String line(int row, List<Stroke> strokes) {
        String label =
                row == HEIGHT - 1 ? labels.get(0) : row == HEIGHT / 2 ? labels.get(1) : row == 0 ? labels.get(2) : "";
        StringBuilder line = new StringBuilder(padded(label)).append(terminal.orElse("┤", "|"));
        for (Stroke stroke : strokes) {
            line.append(cell(row, stroke));
        }
        return line.toString().stripTrailing();
    }

    private String cell(int row, Stroke stroke) {
        double low = row * top / HEIGHT;
        double high = (row + 1) * top / HEIGHT;
        if (stroke.kind() == Stroke.Kind.PAST) {
            double full = (Math.max(0, stroke.high()) - low) / (high - low);
            return bar(full);
        }
        // What is overspent lies below the axis: it is drawn on it.
        boolean middle = row == rowOf(stroke.middle());
        if (stroke.kind() == Stroke.Kind.AHEAD && middle) {
            return terminal.toned(terminal.orElse("•", "o"), stroke.middle() > 0 ? Tone.STRONG : Tone.BAD);
        }
        boolean band = stroke.kind() == Stroke.Kind.AHEAD && row >= rowOf(stroke.low()) && row <= rowOf(stroke.high());
        return band ? terminal.toned(terminal.orElse("░", "."), Tone.FAINT) : " ";
    }

    /** Returns a cell that is full from below to a share, an eighth being the least that can be shown. */
    private String bar(double full) {
        int eighths = (int) Math.round(8 * Math.max(0, Math.min(1, full)));
        String finer = " ▁▂▃▄▅▆▇█";
        String coarser = "    ######".substring(0, 9);
        return terminal.orElse(finer.substring(eighths, eighths + 1), coarser.substring(eighths, eighths + 1));
    }

    private int rowOf(double amount) {
        return (int) Math.max(0, Math.min(HEIGHT - 1, Math.floor(amount / top * HEIGHT)));
    }

    private String axis() {
        StringBuilder axis = new StringBuilder(padded("")).append(terminal.orElse("└", "+"));
        int now = nowColumn();
        for (int column = 0; column < columns; column++) {
            axis.append(column == now ? terminal.orElse("┴", "+") : terminal.orElse("─", "-"));
        }
        return axis.toString();
    }

    private int nowColumn() {
        return panel.forecast()
                .map(fan -> (int) Math.round(panel.window().share(fan.madeAt()) * columns))
                .map(column -> Math.max(0, Math.min(columns - 1, column)))
                .orElse(-1);
    }

    /** Begin, the forecast's instant and end; that in the middle only where it touches neither. */
    private String times() {
        String from = time(panel.window().from());
        String until = time(panel.window().until());
        StringBuilder times = new StringBuilder(" ".repeat(margin() + 1)).append(from);
        int end = margin() + 1 + columns - DisplayText.width(until);
        int now = nowColumn();
        if (now >= 0) {
            String made = "now " + time(panel.forecast().orElseThrow().madeAt());
            int start = margin() + 1 + now - DisplayText.width(made) / 2;
            if (start > times.length() + 1 && start + DisplayText.width(made) < end - 1) {
                times.append(" ".repeat(start - times.length())).append(made);
            }
        }
        return times.append(" ".repeat(Math.max(1, end - times.length())))
                .append(until)
                .toString();
    }

    private String legend() {
        String indent = " ".repeat(margin() + 1);
        return indent + terminal.orElse("█", "#") + " left  " + terminal.orElse("•", "o") + " median ahead  "
                + terminal.orElse("░", ".") + " P10 to P90, in " + panel.unit();
    }

    private String time(Instant instant) {
        String pattern = panel.window().span().toDays() < 3 ? "d MMM HH:mm" : "d MMM";
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withZone(zone)
                .format(instant);
    }

    private int margin() {
        return labels.stream().mapToInt(String::length).max().orElse(0) + 1;
    }

    private String padded(String label) {
        return " ".repeat(margin() - 1 - label.length()) + label + " ";
    }

    private static double highest(BurnDown panel) {
        double highest = panel.readings().stream()
                .mapToDouble(reading -> units(reading.remaining()))
                .max()
                .orElse(0);
        double fan = panel.forecast()
                .map(each -> each.points().stream()
                        .mapToDouble(ForecastFan.Point::high)
                        .max()
                        .orElse(0))
                .orElse(0.0);
        double top = Math.max(highest, fan);
        return top > 0 ? top : 1;
    }

    private static double units(Amount amount) {
        return amount.micros() / (double) Amount.MICROS_PER_UNIT;
    }

    /** Three figures are as many as a row can tell apart. */
    private static String label(double amount) {
        if (amount == 0) {
            return "0";
        }
        return BigDecimal.valueOf(amount)
                .round(new MathContext(3, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }
}
