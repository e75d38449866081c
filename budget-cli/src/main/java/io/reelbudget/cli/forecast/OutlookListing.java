package io.reelbudget.cli.forecast;

import io.reelbudget.cli.output.Listing;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.RunwayTerm;
import io.reelbudget.runway.SpendPoint;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Outlooks as listings, and the sentence that people read first. */
final class OutlookListing {

    private OutlookListing() {}

    /** Returns a row an outlook: whether and when its money runs out. */
    static Listing summary(List<Outlook> outlooks) {
        Listing listing = Listing.of(
                Listing.text("account", "account"),
                Listing.text("unit", "unit"),
                Listing.decimal("left", "left"),
                Listing.text("now", "now"),
                Listing.text("renewal", "renewal"),
                Listing.number("runOut", "runs out"),
                Listing.text("runOutP10", "if so: P10"),
                Listing.text("runOutP50", "P50"),
                Listing.text("runOutP90", "P90"),
                Listing.text("runway", "runway"),
                Listing.decimal("shortfall", "short by"),
                Listing.text("model", "by"),
                Listing.text("confidence", "confidence"));
        for (Outlook outlook : outlooks) {
            listing = listing.with(row(outlook));
        }
        return listing;
    }

    private static String[] row(Outlook outlook) {
        RunwayForecast forecast = outlook.forecast();
        return new String[] {
            outlook.name(),
            outlook.remaining().unit().toString(),
            outlook.remaining().toDecimalString(),
            second(forecast.now()),
            second(forecast.renewal()),
            probability(forecast.probabilityBeforeRenewal()),
            instant(forecast, InstantQuantiles::p10),
            instant(forecast, InstantQuantiles::p50),
            instant(forecast, InstantQuantiles::p90),
            forecast.runway()
                    .map(runway -> runway.truncatedTo(ChronoUnit.SECONDS).toString())
                    .orElse(""),
            micros(forecast.expectedShortfallMicros(), outlook.remaining().unit()),
            forecast.model(),
            forecast.confidence().name().toLowerCase(Locale.ROOT)
        };
    }

    /** Returns a row for each point of the curves: what will have been spent, and how likely nothing is left. */
    static Listing curve(List<Outlook> outlooks) {
        Listing listing = Listing.of(
                Listing.text("account", "account"),
                Listing.text("unit", "unit"),
                Listing.text("time", "time"),
                Listing.decimal("spentP10", "spent P10"),
                Listing.decimal("spentP50", "P50"),
                Listing.decimal("spentP90", "P90"),
                Listing.number("runOut", "run out by then"));
        for (Outlook outlook : outlooks) {
            Unit unit = outlook.remaining().unit();
            for (SpendPoint point : outlook.forecast().curve()) {
                listing = listing.with(
                        outlook.name(),
                        unit.toString(),
                        second(point.at()),
                        micros(point.micros().p10(), unit),
                        micros(point.micros().p50(), unit),
                        micros(point.micros().p90(), unit),
                        probability(point.exhausted()));
            }
        }
        return listing;
    }

    /** Returns a row for each part of what forecasts are made of. */
    static Listing terms(List<Outlook> outlooks) {
        Listing listing = Listing.of(
                Listing.text("account", "account"),
                Listing.text("term", "until the renewal"),
                Listing.text("unit", "unit"),
                Listing.decimal("expected", "expected"),
                Listing.text("detail", "rests on"));
        for (Outlook outlook : outlooks) {
            Unit unit = outlook.remaining().unit();
            for (RunwayTerm term : outlook.forecast().terms()) {
                listing = listing.with(
                        outlook.name(),
                        term.name(),
                        unit.toString(),
                        micros(term.expectedMicros(), unit),
                        term.detail());
            }
        }
        return listing;
    }

    /** Returns what is to be known first: an instant always beside its probability. */
    static String sentence(Outlook outlook, ZoneId zone) {
        RunwayForecast forecast = outlook.forecast();
        DateTimeFormatter time =
                DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH).withZone(zone);
        String chance = percent(forecast.probabilityBeforeRenewal());
        String when = forecast.exhaustion()
                .map(at -> "; if so around " + time.format(at.p50()) + ", between " + time.format(at.p10()) + " and "
                        + time.format(at.p90()))
                .orElse("");
        return outlook.name() + ": " + outlook.remaining() + " left at " + time.format(forecast.now())
                + ". It runs out before the renewal at " + time.format(forecast.renewal()) + " with a probability of "
                + chance + when + ".";
    }

    /** Returns a probability for readers, never as certain as rounding would make it. */
    static String percent(double probability) {
        if (probability > 0 && probability < 0.01) {
            return "less than 1 %";
        }
        if (probability < 1 && probability > 0.99) {
            return "more than 99 %";
        }
        return Math.round(100 * probability) + " %";
    }

    private static String instant(RunwayForecast forecast, Function<InstantQuantiles, Instant> quantile) {
        Optional<InstantQuantiles> exhaustion = forecast.exhaustion();
        return exhaustion.map(at -> second(quantile.apply(at))).orElse("");
    }

    private static String second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String probability(double probability) {
        return String.format(Locale.ROOT, "%.3f", probability);
    }

    private static String micros(double micros, Unit unit) {
        return Amount.ofMicros(Math.round(micros), unit).toDecimalString();
    }
}
