/**
 * Programs that a newcomer runs.
 *
 * <p>Start with {@link io.reelbudget.examples.AdmitOneJob}.
 */
@NullMarked
package io.reelbudget.examples;

import org.jspecify.annotations.NullMarked;
