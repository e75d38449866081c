/**
 * Prints aligned rows and blocks of text for people at a terminal.
 *
 * <p>{@link io.reelbudget.cli.terminal.Terminal#detect} says how wide it is and whether it shows colours; a
 * {@link io.reelbudget.cli.terminal.TerminalTable} then turns each row into a line as it comes, and a
 * {@link io.reelbudget.cli.terminal.KeyValueBlock} turns a statement into lines. All of them return text and print
 * nothing.
 */
@NullMarked
package io.reelbudget.cli.terminal;

import org.jspecify.annotations.NullMarked;
