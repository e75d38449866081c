/** Says what would have happened to a history of jobs under other settings. */
@NullMarked
package io.reelbudget.cli.replay;

import org.jspecify.annotations.NullMarked;
