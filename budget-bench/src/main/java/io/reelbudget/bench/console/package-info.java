/** Measures the console: how small and quick its page is, and what those who follow it cost. */
@NullMarked
package io.reelbudget.bench.console;

import org.jspecify.annotations.NullMarked;
