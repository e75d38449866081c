/**
 * The command line {@code ./budget}: one command a package.
 *
 * <p>{@link io.reelbudget.cli.Main} reads the words and hands them to a command.
 */
@NullMarked
package io.reelbudget.cli;

import org.jspecify.annotations.NullMarked;
