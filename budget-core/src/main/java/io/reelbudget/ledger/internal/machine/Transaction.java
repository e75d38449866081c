package io.reelbudget.ledger.internal.machine;

import io.reelbudget.ledger.IdempotencyKey;
import java.util.List;

/**
 * The events of one command, which are kept together or not at all, and what is needed to answer it again.
 *
 * @param root the topmost account's name
 * @param purpose why it was made
 * @param time the ledger's time, microseconds since 1970
 * @param key the command's key; {@link IdempotencyKey#NONE} for {@link Purpose#TIME}
 * @param contentHash see {@link ContentHash}; zero for {@link Purpose#TIME}
 * @param account the number of the account that the command named
 * @param firstSequence the number of the first event's entry; the others follow
 * @param events what happened, may be none
 * @param after the balance of {@code account} afterwards
 */
public record Transaction(
        String root,
        Purpose purpose,
        long time,
        IdempotencyKey key,
        long contentHash,
        int account,
        long firstSequence,
        List<Event> events,
        BalanceSheet after) {

    public Transaction {
        events = List.copyOf(events);
    }
}
