package io.reelbudget.cli.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Round instants of a window in a time zone, with what to write below them.
 *
 * <p>Steps within a day count from its midnight on the wall clock, so that labels stay round across a change of the
 * clocks; an instant that the change skips or repeats is labelled once.
 */
final class TimeAxis {

    /**
     * A label below the axis.
     *
     * @param at the instant
     * @param label the time, or the date where a step is a day or more
     * @param day the date, below the first time of each day that is shown
     */
    record Tick(Instant at, String label, Optional<String> day) {}

    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(14),
            Duration.ofDays(28),
            Duration.ofDays(91),
            Duration.ofDays(364));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private TimeAxis() {}

    /** Returns at most {@code most} ticks, in time order, as close as that allows. */
    static List<Tick> ticks(TimeWindow window, ZoneId zone, int most) {
        for (Duration step : STEPS) {
            if (window.span().dividedBy(step) < most) {
                List<Instant> instants = instants(window, zone, step);
                return step.toDays() >= 1 ? labelledByDate(instants, zone) : labelledByTime(instants, zone);
            }
        }
        return List.of();
    }

    private static List<Instant> instants(TimeWindow window, ZoneId zone, Duration step) {
        List<Instant> instants = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(window.until(), zone);
        long days = Math.max(1, step.toDays());
        LocalDate day = LocalDate.ofInstant(window.from(), zone);
        // Steps of several days count from one fixed day, so that two windows have their labels in the same places.
        day = day.minusDays(Math.floorMod(day.toEpochDay(), days));
        for (; !day.isAfter(last); day = day.plusDays(days)) {
            addTimesOf(day, zone, step, window, instants);
        }
        return instants;
    }

    private static void addTimesOf(LocalDate day, ZoneId zone, Duration step, TimeWindow window, List<Instant> into) {
        long minutes = Math.min(step.toMinutes(), Duration.ofDays(1).toMinutes());
        for (long minute = 0; minute < Duration.ofDays(1).toMinutes(); minute += minutes) {
            Instant at = ZonedDateTime.of(day, LocalTime.ofSecondOfDay(minute * 60), zone)
                    .toInstant();
            boolean later = into.isEmpty() || at.isAfter(into.get(into.size() - 1));
            if (later && !at.isBefore(window.from()) && !at.isAfter(window.until())) {
                into.add(at);
            }
        }
    }

    private static List<Tick> labelledByDate(List<Instant> instants, ZoneId zone) {
        return instants.stream()
                .map(at -> new Tick(at, DATE.format(at.atZone(zone)), Optional.empty()))
                .toList();
    }

    private static List<Tick> labelledByTime(List<Instant> instants, ZoneId zone) {
        List<Tick> ticks = new ArrayList<>();
        LocalDate before = LocalDate.MIN;
        for (Instant at : instants) {
            ZonedDateTime local = at.atZone(zone);
            boolean newDay = !local.toLocalDate().equals(before);
            before = local.toLocalDate();
            ticks.add(new Tick(at, TIME.format(local), newDay ? Optional.of(WEEKDAY.format(local)) : Optional.empty()));
        }
        return ticks;
    }
}
