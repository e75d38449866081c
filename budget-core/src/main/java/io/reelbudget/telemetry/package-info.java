/**
 * What a host's metrics are told of budgets: how long steps take and what they came to, how good estimates were, how
 * accounts stand, how the journal does.
 *
 * <p>Start at {@link io.reelbudget.telemetry.Telemetry}; the module {@code budget-micrometer} has one for Micrometer.
 */
@NullMarked
package io.reelbudget.telemetry;

import org.jspecify.annotations.NullMarked;
