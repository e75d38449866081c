package io.reelbudget.cli.forecast;

import io.reelbudget.cli.chart.Reading;
import io.reelbudget.forecast.UsageForecaster;
import io.reelbudget.money.Amount;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayQuestion;
import io.reelbudget.usage.HourlyUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The outlook of a history in a file, of which nothing is known but what was spent and what is left. */
final class FileOutlook {

    private FileOutlook() {}

    /**
     * Asks the forecaster.
     *
     * @param left what may still be spent at {@code now}
     * @param until when new money comes, after {@code now}
     */
    static Outlook of(String name, HourlyUsage usage, Amount left, Instant now, Instant until) {
        HourlyUsage known = upTo(usage, now);
        RunwayForecast forecast = UsageForecaster.withDefaults()
                .forecast(new RunwayQuestion(now, until, left.micros(), known, List.of()));
        return new Outlook(name, left, forecast, readings(known, left, now));
    }

    /** What comes after now would be foreseen by knowing it. */
    private static HourlyUsage upTo(HourlyUsage usage, Instant now) {
        int over = (int) Math.max(
                0,
                Math.min(
                        usage.hours(),
                        Duration.between(usage.start(), now)
                                .plusHours(1)
                                .minusNanos(1)
                                .toHours()));
        long[] micros = new long[over];
        System.arraycopy(usage.toArray(), 0, micros, 0, over);
        return HourlyUsage.of(usage.start(), usage.unit(), micros);
    }

    /** As if nothing had been granted in between: what was left before is what is left and what was spent since. */
    private static List<Reading> readings(HourlyUsage usage, Amount left, Instant now) {
        List<Reading> backwards = new ArrayList<>();
        backwards.add(new Reading(now, left));
        long micros = left.micros();
        for (int hour = usage.hours() - 1; hour >= 0; hour--) {
            micros = Math.addExact(micros, usage.micros(hour));
            backwards.add(
                    new Reading(usage.start().plus(Duration.ofHours(hour)), Amount.ofMicros(micros, left.unit())));
        }
        Collections.reverse(backwards);
        return backwards;
    }
}
