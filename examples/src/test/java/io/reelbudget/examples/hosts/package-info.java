/** Hosts that share a ledger, as processes of their own that are suspended and killed. */
@NullMarked
package io.reelbudget.examples.hosts;

import org.jspecify.annotations.NullMarked;
