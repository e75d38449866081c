package io.reelbudget.ledger.archive;

import io.reelbudget.ledger.internal.engine.PortableRecord;
import java.util.function.Consumer;

/** Shows records, those of each root from the first one on in their order; the same ones each time, and maybe more. */
@FunctionalInterface
interface RecordSource {

    void show(Consumer<PortableRecord> visitor);
}
