/**
 * Which jobs of a queue go down how many rungs of a quality ladder, so that all of it fits in what is left with the
 * least loss of quality.
 */
@NullMarked
package io.reelbudget.policy.ladder;

import org.jspecify.annotations.NullMarked;
