/**
 * Contract tests for those who write a store of the ledger: extend {@link io.reelbudget.testkit.LedgerContract} and
 * {@link io.reelbudget.testkit.SameHistoryContract} in your own tests and say how your ledger is opened.
 */
@NullMarked
package io.reelbudget.testkit;

import org.jspecify.annotations.NullMarked;
