/** Serves the console on a ledger. Start with {@link io.reelbudget.cli.serve.ServeCommand}. */
@NullMarked
package io.reelbudget.cli.serve;

import org.jspecify.annotations.NullMarked;
