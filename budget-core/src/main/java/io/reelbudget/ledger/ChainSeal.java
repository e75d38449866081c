package io.reelbudget.ledger;

/**
 * The end of the chain of a root's entries. Each transaction is sealed together with the seal before it, so one seal
 * that is kept elsewhere shows later whether any entry up to it was changed: see {@link Verification#seals}.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param root the name of the path's root
 * @param through the number of the newest entry that is sealed; zero where there is none
 * @param seal 32 hexadecimal digits
 */
public record ChainSeal(String root, long through, String seal) {}
