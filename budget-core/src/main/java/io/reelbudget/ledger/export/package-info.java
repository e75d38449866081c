/**
 * Writes statements for other programs: comma-separated values, JSON lines, and the columns of FOCUS 1.2.
 *
 * <p>Start with {@link io.reelbudget.ledger.export.StatementSpan}, and hand it to one of the three formats, which
 * stream to any {@link java.lang.Appendable}.
 */
@NullMarked
package io.reelbudget.ledger.export;

import org.jspecify.annotations.NullMarked;
