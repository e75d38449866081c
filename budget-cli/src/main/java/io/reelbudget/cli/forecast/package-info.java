/**
 * Says when money runs out, from a ledger or from a history in a file, as words, a plot in the terminal, and a picture.
 */
@NullMarked
package io.reelbudget.cli.forecast;

import org.jspecify.annotations.NullMarked;
