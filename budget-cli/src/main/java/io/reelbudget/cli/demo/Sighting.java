package io.reelbudget.cli.demo;

import io.reelbudget.money.Amount;
import io.reelbudget.runway.RunwayForecast;

/**
 * A forecast and what it was made from.
 *
 * @param forecast when the account runs out
 * @param remaining what could still be posted when it was made
 */
record Sighting(RunwayForecast forecast, Amount remaining) {}
