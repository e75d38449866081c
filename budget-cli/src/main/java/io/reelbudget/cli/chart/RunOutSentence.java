package io.reelbudget.cli.chart;

import io.reelbudget.runway.InstantQuantiles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says in one line when a budget was predicted to run out, how likely that was, and when it did. */
final class RunOutSentence {

    private static final int DAYS_OF_A_WEEK = 7;
    private static final int DAYS_OF_TWO_WEEKS = 14;

    private final BurnDown panel;
    private final DateTimeFormatter time;

    private RunOutSentence(BurnDown panel, DateTimeFormatter time) {
        this.panel = panel;
        this.time = time;
    }

    /** Returns the sentence for a panel; an instant is always said beside its probability. */
    static String about(BurnDown panel, ZoneId zone) {
        DateTimeFormatter time = DateTimeFormatter.ofPattern(pattern(panel.window(), zone), Locale.ENGLISH)
                .withZone(zone);
        RunOutSentence sentence = new RunOutSentence(panel, time);
        return panel.forecast().map(sentence::withForecast).orElseGet(sentence::withoutForecast);
    }

    /** Returns a probability for readers, never as certain as rounding would make it. */
    static String percent(double probability) {
        if (probability > 0 && probability < 0.01) {
            return "< 1 %";
        }
        if (probability < 1 && probability > 0.99) {
            return "> 99 %";
        }
        return Math.round(100 * probability) + " %";
    }

    private String withForecast(ForecastFan fan) {
        String likely = percent(fan.forecast().probabilityBeforeRenewal());
        return fan.runOut()
                .map(runOut -> "Run-out predicted for " + span(runOut) + ", " + likely + " likely · " + real())
                .orElse("No run-out predicted before renewal, " + likely + " likely · " + real());
    }

    private String withoutForecast() {
        return panel.ranOut().map(instant -> "Ran out " + at(instant)).orElse("Not run out");
    }

    private String span(InstantQuantiles runOut) {
        return at(runOut.p50()) + " (" + at(runOut.p10()) + " to " + at(runOut.p90()) + ")";
    }

    private String real() {
        return panel.ranOut().map(instant -> "real " + at(instant)).orElse("not run out");
    }

    private String at(Instant instant) {
        return time.format(instant);
    }

    private static String pattern(TimeWindow window, ZoneId zone) {
        if (LocalDate.ofInstant(window.from(), zone).equals(LocalDate.ofInstant(window.until(), zone))) {
            return "HH:mm";
        }
        if (window.span().toDays() < DAYS_OF_A_WEEK) {
            return "EEE HH:mm";
        }
        return window.span().toDays() < DAYS_OF_TWO_WEEKS ? "d MMM HH:mm" : "d MMM";
    }
}
