/** Trains a cost model from finished jobs, where the trainer can run. */
@NullMarked
package io.reelbudget.cli.train;

import org.jspecify.annotations.NullMarked;
