package io.reelbudget;

import io.reelbudget.ledger.Labels;
import io.reelbudget.price.PriceBreakdown;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Tally;
import io.reelbudget.rate.TrueUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes on a capture by how much it moved counters, and by how much it is to be corrected when their periods are over.
 * A reading is its owner, meter, period (in seconds since 1970), quantity and accrued millionths, with semicolons
 * between. A tier of a correction is the number of its reading from 0 on, when the period is over (likewise), the last
 * volume of the tier or nothing, and the difference in millionths. All are separated by spaces, and spread over as many
 * labels as they need.
 */
final class MeterLabels {

    private static final String NAME = "meters";
    private static final int MAX_LABELS = 3;
    private static final int READING_PARTS = 5;
    private static final int TIER_PARTS = 4;

    private MeterLabels() {}

    /**
     * What a charge did to counters.
     *
     * @param readings by how much it moved them
     * @param trueUps by how much it is to be corrected when their periods are over
     */
    record Moves(List<MeterReading> readings, List<TrueUp> trueUps) {
        Moves {
            readings = List.copyOf(readings);
            trueUps = List.copyOf(trueUps);
        }
    }

    static Labels write(Labels labels, PriceBreakdown price) {
        List<String> items = new ArrayList<>();
        price.readings().forEach(reading -> items.add(text(reading.key()) + ";" + text(reading.added())));
        List<MeterKey> keys = price.readings().stream().map(MeterReading::key).toList();
        for (TrueUp trueUp : price.trueUps()) {
            String start = keys.indexOf(trueUp.counter()) + ";" + trueUp.due().getEpochSecond() + ";";
            for (TrueUp.Tier tier : trueUp.tiers()) {
                String upTo =
                        tier.upTo().isPresent() ? Long.toString(tier.upTo().getAsLong()) : "";
                items.add(start + upTo + ";" + tier.differenceMicros());
            }
        }
        return write(labels, items);
    }

    private static Labels write(Labels labels, List<String> items) {
        Labels written = labels;
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String next : items) {
            if (text.length() > 0 && text.length() + 1 + next.length() > Labels.MAX_TEXT) {
                written = written.with(name(number++), text.toString());
                text.setLength(0);
            }
            text.append(text.length() == 0 ? "" : " ").append(next);
        }
        if (number >= MAX_LABELS) {
            throw new IllegalArgumentException(
                    "Charge moved counters and has corrections of " + items.size() + " texts, too long for "
                            + MAX_LABELS + " labels; give licensees and fees shorter ids, or cards fewer tiers.");
        }
        return text.length() == 0 ? written : written.with(name(number), text.toString());
    }

    static Moves read(Labels labels) {
        List<MeterReading> readings = new ArrayList<>();
        Map<Integer, Instant> due = new LinkedHashMap<>();
        Map<Integer, List<TrueUp.Tier>> tiers = new LinkedHashMap<>();
        for (String item : items(labels)) {
            String[] parts = item.split(";", -1);
            if (parts.length == READING_PARTS) {
                readings.add(new MeterReading(key(parts), tally(parts[3], parts[4])));
            } else if (parts.length == TIER_PARTS) {
                int reading = Integer.parseInt(parts[0]);
                due.put(reading, Instant.ofEpochSecond(Long.parseLong(parts[1])));
                tiers.computeIfAbsent(reading, none -> new ArrayList<>()).add(tier(parts[2], parts[3]));
            } else {
                throw new IllegalStateException("Label '" + NAME + "' had '" + item + "' but must have "
                        + READING_PARTS + " or " + TIER_PARTS
                        + " parts; the entry was not written by this library.");
            }
        }
        List<TrueUp> trueUps = new ArrayList<>();
        due.forEach((reading, end) ->
                trueUps.add(new TrueUp(readings.get(reading).key(), end, tiers.getOrDefault(reading, List.of()))));
        return new Moves(readings, trueUps);
    }

    private static List<String> items(Labels labels) {
        List<String> items = new ArrayList<>();
        for (int number = 0; number < MAX_LABELS; number++) {
            String text = labels.values().getOrDefault(name(number), "");
            if (!text.isEmpty()) {
                items.addAll(List.of(text.split(" ", -1)));
            }
        }
        return items;
    }

    /** Returns a counter's name as three parts, which {@link #key} reads. */
    static String text(MeterKey key) {
        return key.scope() + ";" + key.meter() + ";" + key.period().getEpochSecond();
    }

    /** Reads the first three parts of a text. */
    static MeterKey key(String... parts) {
        return new MeterKey(parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])));
    }

    static String text(Tally tally) {
        return tally.quantity() + ";" + tally.accruedMicros();
    }

    static Tally tally(String quantity, String accruedMicros) {
        return new Tally(Long.parseLong(quantity), Long.parseLong(accruedMicros));
    }

    private static TrueUp.Tier tier(String upTo, String difference) {
        OptionalLong end = upTo.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(upTo));
        return new TrueUp.Tier(end, Long.parseLong(difference));
    }

    private static String name(int number) {
        return number == 0 ? NAME : NAME + "." + number;
    }
}
