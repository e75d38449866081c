/** How fast months of jobs are replayed under other settings. */
@NullMarked
package io.reelbudget.bench.backtest;

import org.jspecify.annotations.NullMarked;
