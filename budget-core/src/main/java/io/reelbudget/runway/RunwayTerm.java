package io.reelbudget.runway;

/**
 * One part of what the forecast is made of, until the renewal.
 *
 * @param name {@code holds}, {@code queue}, {@code announced} or {@code arrivals}, which are spending to come,
 *     {@code posted}, which is spent already, or {@code top-ups}, {@code grants starting} and {@code grants expiring},
 *     which change what remains
 * @param expectedMicros its expected amount, in millionths of the unit
 * @param detail what it rests on, in a few words such as "3 jobs, 1.2 to 4.0, last done 15:20"; may be empty
 */
public record RunwayTerm(String name, double expectedMicros, String detail) {

    /** Creates a term without detail. */
    public RunwayTerm(String name, double expectedMicros) {
        this(name, expectedMicros, "");
    }
}
