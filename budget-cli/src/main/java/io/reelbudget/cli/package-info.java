/**
 * The command line: {@code ./budget demo}.
 *
 * <p>{@link io.reelbudget.cli.Main} reads the words and hands them to a command.
 */
@NullMarked
package io.reelbudget.cli;

import org.jspecify.annotations.NullMarked;
