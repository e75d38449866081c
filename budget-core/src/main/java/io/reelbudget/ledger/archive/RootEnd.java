package io.reelbudget.ledger.archive;

/**
 * How far the records of a root go.
 *
 * @param transactions how many there are; at least one
 * @param seal the end of their chain, 32 hexadecimal digits: see {@link io.reelbudget.ledger.ChainSeal}
 */
public record RootEnd(long transactions, String seal) {}
