/**
 * What accounts spent, hour by hour: the history that forecasts are made from.
 *
 * <p>The ledger keeps it and answers with an {@link io.reelbudget.usage.HourlyUsage}.
 */
@NullMarked
package io.reelbudget.usage;

import org.jspecify.annotations.NullMarked;
