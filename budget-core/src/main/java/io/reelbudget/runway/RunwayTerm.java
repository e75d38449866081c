package io.reelbudget.runway;

/**
 * One part of what is expected to be spent until the renewal.
 *
 * @param name {@code holds}, {@code queue}, {@code announced} or {@code arrivals}
 * @param expectedMicros its expected amount, in millionths of the unit
 */
public record RunwayTerm(String name, double expectedMicros) {}
