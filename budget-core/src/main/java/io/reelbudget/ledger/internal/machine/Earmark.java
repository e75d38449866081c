package io.reelbudget.ledger.internal.machine;

/**
 * What a hold counts on of one grant with a scope, so that no other hold counts on it too.
 *
 * @param grant the grant's number
 * @param amount in millionths, more than zero
 */
public record Earmark(long grant, long amount) {}
