/**
 * What is to be transcoded, and what that is expected to take.
 *
 * <p>A {@link io.reelbudget.job.TranscodeJob} is a source and the targets to make of it; a
 * {@link io.reelbudget.job.CostEstimator} says how much processor time it needs before it runs, and learns from what it
 * took.
 */
@NullMarked
package io.reelbudget.job;

import org.jspecify.annotations.NullMarked;
