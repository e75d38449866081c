/** Renditions that are named in a word. */
@NullMarked
package io.reelbudget.cli.rendition;

import org.jspecify.annotations.NullMarked;
