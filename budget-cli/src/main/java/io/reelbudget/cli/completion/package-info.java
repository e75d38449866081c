/** Has the shell complete commands, options and files. */
@NullMarked
package io.reelbudget.cli.completion;

import org.jspecify.annotations.NullMarked;
