/** What commands answer, as a table for people, or as JSON, CSV or Markdown. */
@NullMarked
package io.reelbudget.cli.output;

import org.jspecify.annotations.NullMarked;
