package io.reelbudget.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelbudget.cli.terminal.Terminal;
import io.reelbudget.cli.terminal.Terminal.Colouring;
import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayForecast.Confidence;
import io.reelbudget.runway.SpendPoint;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A chart in the terminal")
class TerminalChartTest {

    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NOW = FROM.plus(Duration.ofDays(4));
    private static final Instant UNTIL = FROM.plus(Duration.ofDays(8));

    /** 120 in the beginning, 60 after four days, none at the end: between nothing and twice as much is spent. */
    private static BurnDown panel() {
        RunwayForecast forecast = new RunwayForecast(
                NOW,
                UNTIL,
                Optional.empty(),
                List.of(
                        new SpendPoint(NOW, new Quantiles(0, 0, 0), 0),
                        new SpendPoint(UNTIL, new Quantiles(30e6, 60e6, 120e6), 0.5)),
                List.of(),
                "ruler",
                Confidence.HIGH,
                "Drawn by hand.");
        List<Reading> readings =
                List.of(reading(0, 120), reading(1, 105), reading(2, 90), reading(3, 75), reading(4, 60));
        return new BurnDown(
                new Heading("acme", ""),
                Unit.USD,
                new TimeWindow(FROM, UNTIL),
                readings,
                Optional.of(new ForecastFan(forecast, usd(60))),
                Optional.empty(),
                List.of());
    }

    private static Reading reading(int day, int left) {
        return new Reading(FROM.plus(Duration.ofDays(day)), usd(left));
    }

    private static Amount usd(int units) {
        return Amount.ofMicros(units * 1_000_000L, Unit.USD);
    }

    private static List<String> lines(int width, Colouring colouring, Charset charset) {
        return TerminalChart.lines(panel(), new Terminal(width, colouring, charset), ZoneOffset.UTC);
    }

    @Test
    void shows_what_was_left_and_where_it_goes() {
        assertThat(lines(37, Colouring.PLAIN, StandardCharsets.UTF_8))
                .containsExactly(
                        "120 ┤████",
                        "    ┤████▄▄▄▄",
                        "    ┤████████",
                        "    ┤████████████",
                        "    ┤████████████▄▄▄▄",
                        " 60 ┤████████████████",
                        "    ┤████████████████•••░░",
                        "    ┤████████████████ ░░••░░░░░░",
                        "    ┤████████████████   ░░•••░░░░░░░░",
                        "    ┤████████████████    ░░░░•••░░░░░",
                        "    ┤████████████████     ░░░░░░••░░░",
                        "  0 ┤████████████████       ░░░░░░•••",
                        "    └────────────────┴───────────────",
                        "     1 Nov       now 5 Nov      9 Nov",
                        "     █ left  • median ahead  ░ P10 to P90, in USD");
    }

    @Test
    void does_with_the_characters_of_ascii() {
        List<String> lines = lines(37, Colouring.PLAIN, StandardCharsets.US_ASCII);

        assertThat(String.join("\n", lines)).matches("\\p{ASCII}*");
        assertThat(lines.get(6)).isEqualTo("    |################ooo..");
        assertThat(lines.get(12)).isEqualTo("    +----------------+---------------");
    }

    @Test
    void has_colours_only_where_they_are_shown() {
        assertThat(lines(37, Colouring.PLAIN, StandardCharsets.UTF_8)).noneMatch(line -> line.contains("\u001b["));
        assertThat(lines(37, Colouring.ANSI, StandardCharsets.UTF_8).get(6))
                .startsWith("    ┤████████████████\u001b[1m•\u001b[0m")
                .endsWith("\u001b[2m░\u001b[0m");
    }

    @Test
    void is_no_wider_than_the_terminal_and_no_wider_than_can_be_read() {
        assertThat(lines(60, Colouring.PLAIN, StandardCharsets.UTF_8)).allMatch(line -> line.length() <= 60);
        assertThat(lines(400, Colouring.PLAIN, StandardCharsets.UTF_8)).allMatch(line -> line.length() <= 101);
    }
}
