package io.reelbudget.cli.chart;

import io.reelbudget.money.Amount;
import java.time.Instant;

/**
 * What an account had left at one instant; it counts until the next reading.
 *
 * @param at when it was read
 * @param remaining what was left; below zero where more was captured than granted
 */
public record Reading(Instant at, Amount remaining) {}
