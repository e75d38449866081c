package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Labels;
import io.reelbudget.ledger.Query;
import io.reelbudget.money.Unit;
import io.reelbudget.usage.HourlyUsage;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Sums up charges by the hour for each text of a label. This class is not thread-safe. */
public final class UsageByLabel {

    private static final long SECONDS_PER_HOUR = 3_600;

    private final String label;
    private final Instant from;
    private final Unit unit;
    private final int firstHour;
    private final int hours;
    private final Map<String, long[]> sums = new TreeMap<>();

    /** Makes empty sums from one full hour to another. */
    public UsageByLabel(String label, Instant from, Instant to, Unit unit) {
        this.label = label;
        this.from = from;
        this.unit = unit;
        this.firstHour = Math.toIntExact(Math.floorDiv(from.getEpochSecond(), SECONDS_PER_HOUR));
        this.hours = Math.toIntExact(Math.floorDiv(to.getEpochSecond(), SECONDS_PER_HOUR)) - firstHour;
    }

    /** Adds an event that touched the account, if it charged something in the span. */
    public void add(Event event, long time) {
        if (event instanceof Event.Captured captured) {
            add(captured.labels(), captured.amount(), time);
        } else if (event instanceof Event.Charged charged) {
            add(charged.labels(), charged.amount(), charged.at());
        }
    }

    private void add(Labels labels, long amount, long time) {
        int hour = HourSums.hourOf(time) - firstHour;
        if (amount > 0 && hour >= 0 && hour < hours) {
            long[] byHour = sums.computeIfAbsent(labels.values().getOrDefault(label, ""), text -> oneMore());
            byHour[hour] = Math.addExact(byHour[hour], amount);
        }
    }

    private long[] oneMore() {
        if ((sums.size() + 1L) * hours > Query.UsageByLabel.MAX_SUMS) {
            throw new IllegalArgumentException(
                    "Label '" + label + "' had more than " + sums.size() + " texts in " + hours
                            + " hours but texts times hours must be at most " + Query.UsageByLabel.MAX_SUMS
                            + "; ask for fewer hours, or by a label with fewer texts.");
        }
        return new long[hours];
    }

    /** Returns the sums by text. */
    public Map<String, HourlyUsage> toMap() {
        Map<String, HourlyUsage> usage = new TreeMap<>();
        sums.forEach((text, micros) -> usage.put(text, HourlyUsage.of(from, unit, micros)));
        return usage;
    }
}
