package io.reelbudget.ledger.internal.image;

import java.io.IOException;

/** Takes the sections of a {@link StateImage}, in their order. */
@FunctionalInterface
public interface SectionSink {

    /** Takes a section; its bytes may be used again afterwards. It holds at least one byte. */
    void add(SectionWriter section) throws IOException;
}
