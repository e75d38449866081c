/** {@code budget ledger} and {@code budget account}: what a ledger's directory says. */
@NullMarked
package io.reelbudget.cli.ledger;

import org.jspecify.annotations.NullMarked;
