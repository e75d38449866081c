/** Measures what decides before a budget runs out: {@link io.reelbudget.bench.policy.PolicyCommand}. */
@NullMarked
package io.reelbudget.bench.policy;

import org.jspecify.annotations.NullMarked;
