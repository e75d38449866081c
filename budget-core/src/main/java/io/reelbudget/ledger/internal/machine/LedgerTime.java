package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.Command;
import java.time.Instant;

/** Instants as microseconds since 1970: what a ledger compares and keeps. */
public final class LedgerTime {

    /** Stands for an instant that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private LedgerTime() {}

    /** Returns the microseconds of an instant, cut. */
    public static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / NANOS_PER_MICRO);
    }

    /**
     * Returns the microseconds of an instant that somebody asks about: what is before all that a ledger can have is the
     * second before 1970, what is after it the end of time.
     */
    public static long asked(Instant instant) {
        if (instant.isBefore(Instant.EPOCH)) {
            return -MICROS_PER_SECOND;
        }
        return micros(instant.isAfter(Command.END_OF_TIME) ? Command.END_OF_TIME : instant);
    }

    /**
     * Returns the microseconds of a clock's reading.
     *
     * @throws IllegalStateException if the clock is not within the years 1970 to 9999
     */
    public static long reading(Instant now) {
        if (now.isBefore(Instant.EPOCH) || !now.isBefore(Command.END_OF_TIME)) {
            throw new IllegalStateException(
                    "Clock was at " + now + " but must be within the years 1970 to 9999; set it right.");
        }
        return micros(now);
    }

    /** Returns the instant of so many microseconds. */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }
}
