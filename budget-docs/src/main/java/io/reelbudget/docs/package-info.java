/** Makes static pages of the repository's Markdown, with everything that they link to. */
@NullMarked
package io.reelbudget.docs;

import org.jspecify.annotations.NullMarked;
