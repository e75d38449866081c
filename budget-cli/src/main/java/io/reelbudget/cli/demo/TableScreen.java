package io.reelbudget.cli.demo;

import io.reelbudget.account.AccountPath;
import io.reelbudget.cli.terminal.Cell;
import io.reelbudget.cli.terminal.Column;
import io.reelbudget.cli.terminal.Terminal;
import io.reelbudget.cli.terminal.TerminalTable;
import io.reelbudget.cli.terminal.Tone;
import io.reelbudget.job.Quantiles;
import io.reelbudget.job.Target;
import io.reelbudget.runway.RunwayForecast;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows the demo as a table that grows by a line a job, with forecasts and happenings between. */
final class TableScreen implements Screen {

    /** How often an account's forecast is shown, in demo time. */
    private static final Duration BETWEEN_FORECASTS = Demo.PER_SECOND.multipliedBy(5);

    private static final List<Column> COLUMNS = List.of(
            Column.text("demo time", 12, 12),
            Column.text("job", 14, 16),
            Column.text("rendition", 25, 34),
            Column.number("P50 s", 5),
            Column.number("P90 s", 5),
            Column.text("by", 5, 5),
            Column.number("held", 8),
            Column.number("took s", 6),
            Column.number("error", 5),
            Column.text("answer", 8, 8),
            Column.text("reason", 8, 120));

    private final PrintStream out;
    private final Terminal terminal;
    private final TerminalTable table;
    private final Map<AccountPath, Instant> shown = new HashMap<>();
    private boolean begun;

    TableScreen(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        this.table = TerminalTable.of(terminal, COLUMNS);
    }

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void job(JobRow row) {
        if (!begun) {
            begun = true;
            table.header().forEach(out::println);
        }
        Quantiles cpu = row.estimate().cpuSeconds();
        Target target = row.ticket().job().targets().get(0);
        out.println(table.row(List.of(
                Cell.of(Texts.instant(row.at()), Tone.FAINT),
                Cell.of(row.ticket().job().id().value()),
                Cell.of(target.summary()),
                Cell.of(seconds(cpu.p50())),
                Cell.of(seconds(cpu.p90())),
                Cell.of(row.estimate().origin().name().toLowerCase(Locale.ROOT)),
                Cell.of(String.format(Locale.ROOT, "%.4f", row.held().toBigDecimal())),
                Cell.of(row.cpuSeconds().isPresent() ? seconds(row.cpuSeconds().getAsDouble()) : ""),
                Cell.of(
                        row.error().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        "%+.0f%%",
                                        100 * row.error().getAsDouble())
                                : ""),
                Cell.of(row.answer(), tone(row.answer())),
                Cell.of(row.reason(), Tone.FAINT))));
    }

    @Override
    public void happening(Happening happening) {
        if (happening.kind() == Happening.Kind.NOTIFIED) {
            // The notice says in more words what the action beside it says.
            return;
        }
        String line = Texts.instant(happening.at()) + "  " + happening.account() + ": "
                + happening.kind().words() + ": " + happening.text();
        out.println(
                terminal.toned("▶ " + line, happening.kind() == Happening.Kind.EXHAUSTED ? Tone.BAD : Tone.WARNING));
    }

    @Override
    public void sighting(AccountPath account, Sighting sighting) {
        RunwayForecast forecast = sighting.forecast();
        Instant last = shown.get(account);
        if (!begun || (last != null && forecast.now().isBefore(last.plus(BETWEEN_FORECASTS)))) {
            return;
        }
        shown.put(account, forecast.now());
        String terms = forecast.terms().stream()
                .map(term -> String.format(Locale.ROOT, "%s %.2f", term.name(), term.expectedMicros() / 1e6))
                .collect(Collectors.joining(", "));
        out.println(terminal.toned(
                "· " + Texts.instant(forecast.now()) + "  " + account + ": " + Texts.runway(forecast) + "; "
                        + sighting.remaining() + " left; expected: " + terms + "; " + forecast.model() + ", confidence "
                        + forecast.confidence().name().toLowerCase(Locale.ROOT),
                Tone.FAINT));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }

    private static Tone tone(String answer) {
        return switch (answer) {
            case "admitted" -> Tone.GOOD;
            case "reduced" -> Tone.WARNING;
            default -> Tone.BAD;
        };
    }
}
