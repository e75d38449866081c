/** Specifications of what is done before a budget runs out, and the fakes that they are run with. */
@NullMarked
package io.reelbudget.policy.tier;

import org.jspecify.annotations.NullMarked;
