package io.reelbudget.console.internal.api;

import java.util.Arrays;
import java.util.List;

/** What was spent on each of the last days, today last. A hundred thousand of them are kept. Immutable. */
final class DaySums {

    private final long[] micros;

    /** @param micros in millionths; not copied */
    DaySums(long[] micros) {
        this.micros = micros;
    }

    /** Returns what the last days spent together, in millionths. */
    long ofLast(int days) {
        return Arrays.stream(micros, micros.length - days, micros.length).sum();
    }

    /** Returns the days in whole units, for a picture. */
    List<Double> units() {
        return Arrays.stream(micros).mapToObj(each -> each / 1e6).toList();
    }
}
