package io.reelbudget.policy.sales;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Prices by what the clock on the wall shows: cheap nights, dear evenings. An instant counts by the local day and time
 * that it has in the zone. So when clocks go forward, the hour that is skipped never comes; when they go back, both
 * runs of the repeated hour cost the same. Half-open: a window's end does not belong to it.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param zone whose clock; that of the account's owner where empty
 * @param windows when prices differ, at most {@value #MAX_WINDOWS}, none overlapping another; outside of all, the
 *     factor is one
 */
public record TimeOfDay(Optional<ZoneId> zone, List<Window> windows) implements PriceFactor {

    /** How many windows there may be. */
    public static final int MAX_WINDOWS = 32;

    private static final int DAY = 86_400;
    private static final int WEEK = 7 * DAY;

    /**
     * A span of local time.
     *
     * @param days on which days it begins; at least one
     * @param from when it begins, cut to the second
     * @param to when it ends, cut to the second; on the next day where it is not after {@code from}
     * @param times what prices are multiplied by, more than zero
     */
    public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, BigDecimal times) {
        public Window {
            if (days.isEmpty() || times.signum() <= 0) {
                throw new IllegalArgumentException("Window was on days " + days + " times " + times
                        + " but must be on one day at least, times more than zero; name its days.");
            }
            days = Collections.unmodifiableSet(EnumSet.copyOf(days));
            from = from.withNano(0);
            to = to.withNano(0);
        }

        private int length() {
            return Math.floorMod(to.toSecondOfDay() - from.toSecondOfDay() - 1, DAY) + 1;
        }

        private int begin(DayOfWeek day) {
            return (day.getValue() - 1) * DAY + from.toSecondOfDay();
        }

        /** Returns whether a second of the week, counted from Monday, belongs to it. */
        private boolean has(int second) {
            return days.stream().anyMatch(day -> Math.floorMod(second - begin(day), WEEK) < length());
        }

        private boolean overlaps(Window other) {
            return days.stream().anyMatch(day -> other.has(begin(day)))
                    || other.days.stream().anyMatch(day -> has(other.begin(day)));
        }

        private boolean overlapsItself() {
            return days.stream().anyMatch(day -> days.stream()
                    .anyMatch(each -> each != day && Math.floorMod(begin(day) - begin(each), WEEK) < length()));
        }
    }

    public TimeOfDay {
        windows = List.copyOf(windows);
        if (windows.isEmpty() || windows.size() > MAX_WINDOWS) {
            throw new IllegalArgumentException("There were " + windows.size() + " windows but there must be 1 to "
                    + MAX_WINDOWS + "; join some, or leave the time of day out.");
        }
        for (int at = 0; at < windows.size(); at++) {
            for (int other = 0; other < at; other++) {
                if (windows.get(at).overlaps(windows.get(other))) {
                    throw new IllegalArgumentException("Window " + (other + 1) + " and window " + (at + 1)
                            + " overlapped but each time must have one price; end the first before the second.");
                }
            }
            if (windows.get(at).overlapsItself()) {
                throw new IllegalArgumentException("Window " + (at + 1)
                        + " overlapped itself on the next day but each time must have one price; shorten it.");
            }
        }
    }

    @Override
    public BigDecimal of(PriceQuestion question) {
        ZonedDateTime local = question.at().atZone(zone.orElse(question.zone()));
        int second = (local.getDayOfWeek().getValue() - 1) * DAY
                + local.toLocalTime().toSecondOfDay();
        return windows.stream()
                .filter(window -> window.has(second))
                .findFirst()
                .map(Window::times)
                .orElse(BigDecimal.ONE);
    }
}
