package io.reelbudget.cli.demo;

import io.reelbudget.Admission;
import io.reelbudget.job.Source;
import io.reelbudget.policy.Threshold;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayForecast;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the demo says in words. */
final class Texts {

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(Demo.ZONE);

    private static final double NOT_WORTH_A_DATE = 0.01;

    private Texts() {}

    static String instant(Instant instant) {
        return INSTANT.format(instant);
    }

    static String clip(Clip clip) {
        Source source = clip.whole();
        return String.format(
                Locale.ROOT,
                "%s: %s %dx%d, %.2f fps, %.1f s, %,d kB",
                clip.name(),
                source.codec(),
                source.width(),
                source.height(),
                source.framesPerSecond(),
                source.durationSeconds(),
                source.bytes() / 1000);
    }

    static String budget(Budget budget, Threshold threshold) {
        String when = budget.account().isTight()
                ? ", at a median of " + hours(threshold.timeToExhaustion()) + " h to exhaustion"
                : "";
        return String.format(
                Locale.ROOT,
                "%s: %s a month, %s left on day 29, %d jobs wait; policy: %s%s",
                budget.account().path(),
                budget.plan().allowance().at(0),
                budget.left(),
                budget.queue().size(),
                budget.account().stance().words(),
                when);
    }

    /** Returns a price at the median, with its parts and the version of each. */
    static String price(Admission quote) {
        PriceBreakdown price = quote.price().p50();
        return price.lines().stream()
                .map(line -> String.format(
                        Locale.ROOT, "%s %.6f (%s)", line.name(), line.amount().toBigDecimal(), line.priceVersion()))
                .collect(Collectors.joining(
                        " + ",
                        quote.account() + ": " + quote.job().targets().get(0).summary() + ": ",
                        String.format(
                                Locale.ROOT,
                                " = %.6f %s at the median",
                                price.total().toBigDecimal(),
                                price.unit())));
    }

    /** Returns the licence fees of a quoted job that are not what the job adds, such as its share of a yearly fee. */
    static List<String> licences(Admission quote) {
        PriceBreakdown price = quote.price().p50();
        String caution =
                price.priceVersion().contains("illustrative") ? " Illustrative figures, not legal advice." : "";
        return price.licences().stream()
                .filter(cost -> !cost.charged().equals(cost.marginal()))
                .map(cost -> String.format(
                        Locale.ROOT,
                        "%s: %s (%s): %s a year whatever is encoded; the job adds %.6f and bears %.6f, its share.%s",
                        quote.account(),
                        cost.fee(),
                        cost.pool(),
                        cost.owedSoFar(),
                        cost.marginal().toBigDecimal(),
                        cost.charged().toBigDecimal(),
                        caution))
                .toList();
    }

    /** Returns what came of a probe, and what it cost. */
    static String probe(ClipProbe probe) {
        if (probe.jobs() == 0) {
            return probe.clip().name() + ": not probed, as no job waits for it";
        }
        String cost = String.format(Locale.ROOT, "%.3f CPU s", probe.result().cpuSeconds());
        String without = " for " + cost + "; its " + probe.jobs() + " jobs are estimated without. ";
        return probe.clip().name() + ": "
                + probe.result()
                        .fold(
                                probed -> String.format(
                                        Locale.ROOT,
                                        "probed in %d segments for %s, %.1f %% of what its %d jobs take at the least",
                                        probed.segments().size(),
                                        cost,
                                        100 * probed.cpuSeconds() / probe.jobsCpuSeconds(),
                                        probe.jobs()),
                                skipped -> "skipped" + without + skipped.reason(),
                                failed -> "failed" + without + failed.reason());
    }

    private static String hours(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMinutes() / 60.0);
    }

    /** Returns when an account runs out, the probability always beside the instants. */
    static String runway(RunwayForecast forecast) {
        double probability = forecast.probabilityBeforeRenewal();
        if (forecast.exhaustion().isEmpty() || probability < NOT_WORTH_A_DATE) {
            return String.format(Locale.ROOT, "lasts until the renewal (%.0f %%)", 100 * (1 - probability));
        }
        InstantQuantiles exhaustion = forecast.exhaustion().get();
        return String.format(
                Locale.ROOT,
                "%.0f %% likely to run out before the renewal; if so around %s (%s to %s)",
                100 * probability,
                instant(exhaustion.p50()),
                instant(exhaustion.p10()),
                instant(exhaustion.p90()));
    }
}
