package io.reelbudget.policy.provision;

import io.reelbudget.ledger.IdempotencyKey;
import io.reelbudget.policy.spi.InstanceReceipt;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The receipts of the last keys. This class is not thread-safe. */
final class ReceiptMemory {

    /** The monitor repeats a call for days at most, and an account's provisioning is some calls a day. */
    private static final int MOST = 10_000;

    private final Map<IdempotencyKey, InstanceReceipt> receipts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IdempotencyKey, InstanceReceipt> eldest) {
            return size() > MOST;
        }
    };

    /** Returns the receipt of a key, from before or from what is done now. */
    InstanceReceipt once(IdempotencyKey key, Supplier<InstanceReceipt> work) {
        InstanceReceipt before = receipts.get(key);
        if (before != null) {
            return before;
        }
        InstanceReceipt receipt = work.get();
        receipts.put(key, receipt);
        return receipt;
    }
}
