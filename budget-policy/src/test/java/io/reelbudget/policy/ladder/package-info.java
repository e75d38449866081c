/** Specifies the planner. */
@NullMarked
package io.reelbudget.policy.ladder;

import org.jspecify.annotations.NullMarked;
