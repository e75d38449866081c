/** How quickly and how well the estimator learns from finished jobs whose truth is known, as they are made up. */
@NullMarked
package io.reelbudget.bench.learning;

import org.jspecify.annotations.NullMarked;
