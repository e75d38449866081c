package io.reelbudget.rate;

/**
 * By how much one charge moves a counter.
 *
 * @param key which counter
 * @param added by how much
 */
public record MeterReading(MeterKey key, Tally added) {}
