/** What the pages show, as it runs: each snippet of a page stands in one of these. */
@NullMarked
package io.reelbudget.examples.pages;

import org.jspecify.annotations.NullMarked;
