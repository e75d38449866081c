/**
 * Measures the exhaustion forecast on real usage traces, and fits the coefficients that it ships with.
 *
 * <p>{@link io.reelbudget.bench.exhaustion.ExhaustionCommand} is the measurement;
 * {@link io.reelbudget.bench.exhaustion.RunwaySpeed} times the forecast for others.
 */
@NullMarked
package io.reelbudget.bench.exhaustion;

import org.jspecify.annotations.NullMarked;
