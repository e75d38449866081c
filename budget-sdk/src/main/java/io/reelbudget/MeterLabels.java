package io.reelbudget;

import io.reelbudget.ledger.Labels;
import io.reelbudget.rate.MeterKey;
import io.reelbudget.rate.MeterReading;
import io.reelbudget.rate.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes on a capture by how much it moved counters. A reading is its owner, meter, period (in seconds since 1970),
 * quantity and accrued millionths, with semicolons between; readings are separated by spaces, and spread over as many
 * labels as they need.
 */
final class MeterLabels {

    private static final String NAME = "meters";
    private static final int MAX_LABELS = 3;
    private static final int PARTS = 5;

    private MeterLabels() {}

    static Labels write(Labels labels, List<MeterReading> readings) {
        Labels written = labels;
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (MeterReading reading : readings) {
            String next = text(reading);
            if (text.length() > 0 && text.length() + 1 + next.length() > Labels.MAX_TEXT) {
                written = written.with(name(number++), text.toString());
                text.setLength(0);
            }
            text.append(text.length() == 0 ? "" : " ").append(next);
        }
        if (number >= MAX_LABELS) {
            throw new IllegalArgumentException("Charge moved " + readings.size() + " counters with names too long for "
                    + MAX_LABELS + " labels; give licensees and fees shorter ids.");
        }
        return text.length() == 0 ? written : written.with(name(number), text.toString());
    }

    static List<MeterReading> read(Labels labels) {
        List<MeterReading> readings = new ArrayList<>();
        for (int number = 0; number < MAX_LABELS; number++) {
            String text = labels.values().getOrDefault(name(number), "");
            if (!text.isEmpty()) {
                for (String each : text.split(" ", -1)) {
                    readings.add(reading(each));
                }
            }
        }
        return readings;
    }

    private static String text(MeterReading reading) {
        MeterKey key = reading.key();
        return key.scope() + ";" + key.meter() + ";" + key.period().getEpochSecond() + ";"
                + reading.added().quantity() + ";" + reading.added().accruedMicros();
    }

    private static MeterReading reading(String text) {
        String[] parts = text.split(";", -1);
        if (parts.length != PARTS) {
            throw new IllegalStateException("Label '" + NAME + "' had the reading '" + text
                    + "' but must have five parts; the entry was not written by this library.");
        }
        MeterKey key = new MeterKey(parts[0], parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])));
        return new MeterReading(key, new Tally(Long.parseLong(parts[3]), Long.parseLong(parts[4])));
    }

    private static String name(int number) {
        return number == 0 ? NAME : NAME + "." + number;
    }
}
