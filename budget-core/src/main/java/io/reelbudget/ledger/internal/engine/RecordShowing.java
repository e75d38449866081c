package io.reelbudget.ledger.internal.engine;

import io.reelbudget.ledger.internal.wire.TransactionCodec;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of some roots portable as a log shows them. What the one who looks at them throws is none of the
 * log's: it is kept until the log is through. Used once.
 */
final class RecordShowing {

    private final Predicate<String> roots;
    private final Consumer<PortableRecord> visitor;
    private final Map<String, RootChain> chains = new HashMap<>();
    private @Nullable RuntimeException refused;

    RecordShowing(Predicate<String> roots, Consumer<PortableRecord> visitor) {
        this.roots = roots;
        this.visitor = visitor;
    }

    void show(byte[] record) {
        if (refused != null) {
            return;
        }
        String root = TransactionCodec.decode(record).made().root();
        if (!roots.test(root)) {
            return;
        }
        try {
            visitor.accept(chains.computeIfAbsent(root, name -> new RootChain()).next(record));
        } catch (RuntimeException failed) {
            refused = failed;
        }
    }

    void requireShown() {
        if (refused != null) {
            throw refused;
        }
    }
}
