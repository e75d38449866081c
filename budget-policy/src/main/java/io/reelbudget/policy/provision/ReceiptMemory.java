package io.reelbudget.policy.provision;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The receipts of the last keys, and what was begun under keys that have none yet. This class is not thread-safe. */
final class ReceiptMemory {

    /** The monitor repeats a call for days at most, and an account's provisioning is some calls a day. */
    private static final int MOST = 10_000;

    private final Map<IdempotencyKey, InstanceReceipt> receipts = new Newest<>();
    private final Map<IdempotencyKey, List<String>> begun = new Newest<>();

    /**
     * Returns the receipt of a key, from before or from what is done now.
     *
     * @param work takes the names of what was begun under the key, empty at first, and adds to it as it goes: should it
     *     throw, the repetition gets them and goes on from there
     */
    InstanceReceipt once(IdempotencyKey key, Function<List<String>, InstanceReceipt> work) {
        InstanceReceipt before = receipts.get(key);
        if (before != null) {
            return before;
        }
        InstanceReceipt receipt = work.apply(begun.computeIfAbsent(key, first -> new ArrayList<>()));
        begun.remove(key);
        receipts.put(key, receipt);
        return receipt;
    }

    /** A map that forgets its eldest entry beyond so many. */
    private static final class Newest<T> extends LinkedHashMap<IdempotencyKey, T> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IdempotencyKey, T> eldest) {
            return size() > MOST;
        }
    }
}
