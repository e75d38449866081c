package io.reelbudget.ledger;

import io.reelbudget.account.AccountPath;

/**
 * Names a hold: the account it was placed on and the key of the command that placed it. The client knows it before the
 * ledger answers, so a lost answer loses no hold.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account the account on which the hold was placed
 * @param key the idempotency key of the {@link Command.PlaceHold}
 */
public record HoldId(AccountPath account, IdempotencyKey key) {

    @Override
    public String toString() {
        return account + "#" + key;
    }
}
