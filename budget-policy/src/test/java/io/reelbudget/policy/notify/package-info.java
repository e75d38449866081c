/** Specifications of the hooks' stock implementations. */
@NullMarked
package io.reelbudget.policy.notify;

import org.jspecify.annotations.NullMarked;
