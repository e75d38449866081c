package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.wire.Links;
import io.reelbudget.ledger.internal.wire.Seal;
import io.reelbudget.ledger.internal.wire.StoredTransaction;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows the records of one root through a log that keeps them at places of its own, and makes each portable. Links
 * need no look at the log: they lead to the newest transaction before that touched the same account. Not thread-safe.
 */
final class RootChain {

    private final Map<Integer, Long> newest = new HashMap<>();
    private long count;
    private byte[] seal = Seal.first();

    /** Returns the next record as a portable one; where its log does not chain, it gets its seal here. */
    PortableRecord next(byte[] record) {
        StoredTransaction stored = PortableRecord.decode(record);
        int[] accounts = stored.links().accounts();
        long[] previous = new long[accounts.length];
        for (int i = 0; i < accounts.length; i++) {
            Long before = newest.put(accounts[i], count);
            previous[i] = before == null ? Links.NONE : before;
        }
        seal = stored.seal().length > 0 ? stored.seal() : Seal.of(seal, record, stored.sealed());
        Links links = new Links(count == 0 ? Links.NONE : count - 1, accounts, previous);
        return new PortableRecord(stored.made().root(), count++, PortableRecord.relinked(record, stored, links, seal));
    }
}
