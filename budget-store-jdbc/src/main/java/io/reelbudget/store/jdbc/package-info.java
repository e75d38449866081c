/**
 * The ledger that many hosts share: the state machine of all ledgers, over rows of a PostgreSQL database.
 *
 * <p>Make the tables by {@link io.reelbudget.store.jdbc.PostgresSchema#apply}, as their owner and once, then open the
 * ledger in each host by {@link io.reelbudget.store.jdbc.PostgresLedger#open}.
 */
@NullMarked
package io.reelbudget.store.jdbc;

import org.jspecify.annotations.NullMarked;
