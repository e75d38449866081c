package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;
import io.reelbudget.money.Amount;

/**
 * An amount that moved between two pools of one account: a debit and a credit in one.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account whose pools
 * @param from the pool that has less
 * @param to the pool that has more
 * @param amount how much moved; more than zero
 */
public record Posting(AccountPath account, Pool from, Pool to, Amount amount) {}
