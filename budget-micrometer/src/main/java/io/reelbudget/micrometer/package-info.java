/**
 * Measures budgets with Micrometer.
 *
 * <p>Start at {@link io.reelbudget.micrometer.MicrometerTelemetry}, and hand it to the builder of budgets. What each
 * meter says is on the page about metrics.
 */
@NullMarked
package io.reelbudget.micrometer;

import org.jspecify.annotations.NullMarked;
