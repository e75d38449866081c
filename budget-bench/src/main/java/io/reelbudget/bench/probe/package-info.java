/**
 * Measures how well the content probe foretells what jobs cost: start at
 * {@link io.reelbudget.bench.probe.LiveProbeCommand}.
 */
@NullMarked
package io.reelbudget.bench.probe;

import org.jspecify.annotations.NullMarked;
