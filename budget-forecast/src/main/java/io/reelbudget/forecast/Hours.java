package io.reelbudget.forecast;

import java.time.Duration;

/** Time spans as numbers of hours, which rates and models count in. */
final class Hours {

    private static final double SECONDS_PER_HOUR = Duration.ofHours(1).toSeconds();
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private Hours() {}

    /** Returns a span of any length in hours. */
    static double of(Duration span) {
        return (span.getSeconds() + span.getNano() / NANOS_PER_SECOND) / SECONDS_PER_HOUR;
    }
}
