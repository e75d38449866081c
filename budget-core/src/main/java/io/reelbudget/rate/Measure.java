package io.reelbudget.rate;

/**
 * What is counted to be priced. Quantities are whole numbers of the measure's smallest part, so that counting is exact.
 */
public enum Measure {
    /** Minutes, in microseconds. */
    MINUTE(60_000_000L, "minutes"),
    /** Hours of one processor's time, in microseconds. */
    PROCESSOR_HOUR(3_600_000_000L, "processor-hours"),
    /** Things, one by one: jobs, titles, units, seats, people. */
    PIECE(1, "pieces"),
    /** Gigabytes of 10<sup>9</sup> bytes for a month of 30 days, in byte-days. */
    GIGABYTE_MONTH(30_000_000_000L, "gigabyte-months");

    private final long parts;
    private final String plural;

    Measure(long parts, String plural) {
        this.parts = parts;
        this.plural = plural;
    }

    /** Returns how many of its smallest parts make one. */
    public long parts() {
        return parts;
    }

    /** Returns the quantity of so many whole ones. */
    public long quantityOf(long whole) {
        return Math.multiplyExact(whole, parts);
    }

    /** Returns what is counted, for people. */
    @Override
    public String toString() {
        return plural;
    }
}
