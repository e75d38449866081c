package io.reelbudget.cli.chart;

import io.reelbudget.job.Quantiles;
import io.reelbudget.money.Amount;
import io.reelbudget.money.Unit;
import io.reelbudget.runway.InstantQuantiles;
import io.reelbudget.runway.RunwayForecast;
import io.reelbudget.runway.SpendPoint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Budgets that burn down as those of a small transcoding service do: jobs of uneven cost at uneven intervals. */
final class SampleBudgets {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Instant START = Instant.parse("2026-11-22T07:40:00Z");
    static final Instant RENEWAL = Instant.parse("2026-11-30T23:00:00Z");

    private static final double Z90 = 1.2816;

    private SampleBudgets() {}

    /** Four accounts as the demo has them: three that run out under one policy each, one with plenty. */
    static List<BurnDown> four() {
        Marker scaled = new Marker(START.plus(Duration.ofMinutes(196)), Marker.Kind.POLICY_ACTED, "2 workers more");
        Marker smaller = new Marker(START.plus(Duration.ofMinutes(231)), Marker.Kind.POLICY_ACTED, "1080p to 720p");
        Marker smaller2 = new Marker(START.plus(Duration.ofMinutes(252)), Marker.Kind.POLICY_ACTED, "720p to 480p");
        Marker told = new Marker(START.plus(Duration.ofMinutes(236)), Marker.Kind.POLICY_ACTED, "owner notified");
        return List.of(
                burning("studio/premiere", "prioritise quality", Unit.USD, 12.5, 4.2, 11, List.of(scaled)),
                paused("newsroom/live", "prioritise availability"),
                burning(
                        "campus/lectures",
                        "default: reduce quality",
                        Unit.VCPU_SECONDS,
                        5400,
                        4.9,
                        23,
                        List.of(smaller, smaller2, told)),
                plenty("archive/restore", "default: reduce quality"));
    }

    static BurnDown burning(
            String account, String policy, Unit unit, double budget, double hours, long seed, List<Marker> markers) {
        List<Reading> readings = spend(new SplittableRandom(seed), unit, budget, hours, START);
        ForecastFan fan = forecast(readings, Duration.ofMinutes(84), budget / hours, 0.28);
        Instant ranOut = readings.get(readings.size() - 1).at();
        return panel(account, policy, unit, readings, fan, Optional.of(ranOut), markers);
    }

    static BurnDown paused(String account, String policy) {
        List<Reading> readings = new ArrayList<>();
        for (Reading reading : spend(new SplittableRandom(5), Unit.USD, 8, 3.6, START)) {
            if (reading.remaining().micros() > 1_100_000) {
                readings.add(reading);
            }
        }
        Instant pausedAt = readings.get(readings.size() - 1).at();
        Instant toppedUp = pausedAt.plus(Duration.ofMinutes(47));
        Amount left = readings.get(readings.size() - 1).remaining();
        readings.add(new Reading(toppedUp, left.plus(Amount.parse("3", Unit.USD))));
        double rest =
                readings.get(readings.size() - 1).remaining().toBigDecimal().doubleValue();
        readings.addAll(spend(new SplittableRandom(6), Unit.USD, rest, 1.6, toppedUp.plus(Duration.ofMinutes(3))));
        ForecastFan fan = forecast(readings.subList(0, 18), Duration.ofMinutes(70), 8 / 3.6, 0.3);
        List<Marker> markers = List.of(
                new Marker(pausedAt, Marker.Kind.PAUSED, "paused, owner notified"),
                new Marker(toppedUp, Marker.Kind.TOP_UP, "top-up 3.00 USD"),
                new Marker(toppedUp.plusSeconds(120), Marker.Kind.RESUMED, "resumed"));
        Instant last = readings.get(readings.size() - 1).at();
        return panel(account, policy, Unit.USD, readings, fan, Optional.of(last), markers);
    }

    static BurnDown plenty(String account, String policy) {
        List<Reading> readings = spend(new SplittableRandom(9), Unit.USD, 6, 5, START).stream()
                .map(reading -> new Reading(reading.at(), reading.remaining().plus(Amount.parse("94", Unit.USD))))
                .toList();
        ForecastFan fan = forecast(readings, Duration.ofMinutes(90), 0.4, 0.3);
        return panel(account, policy, Unit.USD, readings, fan, Optional.empty(), List.of());
    }

    private static BurnDown panel(
            String account,
            String policy,
            Unit unit,
            List<Reading> readings,
            ForecastFan fan,
            Optional<Instant> ranOut,
            List<Marker> markers) {
        TimeWindow window = TimeWindow.fitting(readings, Optional.of(fan));
        return new BurnDown(new Heading(account, policy), unit, window, readings, Optional.of(fan), ranOut, markers);
    }

    /** Spends a budget to the last micro-unit in jobs of uneven cost. */
    private static List<Reading> spend(SplittableRandom random, Unit unit, double budget, double hours, Instant from) {
        List<Reading> readings = new ArrayList<>();
        long left = Math.round(budget * Amount.MICROS_PER_UNIT);
        double mean = left / 38.0;
        Instant at = from;
        readings.add(new Reading(at, Amount.ofMicros(left, unit)));
        while (left > 0) {
            at = at.plusSeconds(Math.round(hours * 3600 / 38 * random.nextDouble(0.3, 1.7)));
            left = Math.max(0, left - Math.round(mean * -Math.log(1 - random.nextDouble())));
            readings.add(new Reading(at, Amount.ofMicros(left, unit)));
        }
        return readings;
    }

    /** Forecasts from the reading of an instant on: spend as a gamma-like process of a mean rate and growing spread. */
    static ForecastFan forecast(List<Reading> readings, Duration after, double unitsPerHour, double spread) {
        Instant now = START.plus(after);
        Reading reading = readings.stream()
                .filter(candidate -> !candidate.at().isAfter(now))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        List<SpendPoint> curve = new ArrayList<>();
        for (Instant at = now; at.isBefore(RENEWAL); at = at.plus(Duration.ofMinutes(3))) {
            double hours = Duration.between(now, at).toMinutes() / 60.0;
            double mean = hours * unitsPerHour * 1e6;
            double deviation = spread * unitsPerHour * Math.sqrt(hours + hours * hours / 8) * 1e6;
            double low = Math.max(0, mean - Z90 * deviation);
            curve.add(new SpendPoint(at, new Quantiles(low, mean, mean + Z90 * deviation), 0));
        }
        Optional<InstantQuantiles> runOut = crossing(curve, reading.remaining().micros());
        double likely = runOut.isPresent() ? 0.973 : 0.02;
        curve.add(new SpendPoint(RENEWAL, curve.get(curve.size() - 1).micros(), likely));
        return new ForecastFan(
                new RunwayForecast(
                        now,
                        RENEWAL,
                        runOut,
                        curve,
                        List.of(),
                        "sample",
                        RunwayForecast.Confidence.MEDIUM,
                        "A sample."),
                reading.remaining());
    }

    private static Optional<InstantQuantiles> crossing(List<SpendPoint> curve, long micros) {
        Optional<Instant> early = first(curve, point -> point.micros().p90() >= micros);
        Optional<Instant> middle = first(curve, point -> point.micros().p50() >= micros);
        Optional<Instant> late = first(curve, point -> point.micros().p10() >= micros);
        return late.map(end -> new InstantQuantiles(early.orElseThrow(), middle.orElseThrow(), end));
    }

    private static Optional<Instant> first(List<SpendPoint> curve, Predicate<SpendPoint> condition) {
        return curve.stream().filter(condition).map(SpendPoint::at).findFirst();
    }
}
