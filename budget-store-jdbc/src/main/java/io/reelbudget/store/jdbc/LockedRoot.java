package io.reelbudget.store.jdbc;

/**
 * What the row of a root says while it is locked.
 *
 * @param transactions how many it has
 */
record LockedRoot(long transactions, RootState state) {}
