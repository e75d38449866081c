/** Specifications of the hooks' stock implementations. */
@NullMarked
package io.reelbudget.policy.spi;

import org.jspecify.annotations.NullMarked;
