/** Specifications of prices as documents. */
@NullMarked
package io.reelbudget.policy.pricing;

import org.jspecify.annotations.NullMarked;
