package io.reelbudget.rate;

import io.reelbudget.money.Amount;

/**
 * One part of a price.
 *
 * @param name what it is for, such as {@code compute} or {@code licence AV1}
 * @param amount how much
 */
public record PriceLine(String name, Amount amount) {}
