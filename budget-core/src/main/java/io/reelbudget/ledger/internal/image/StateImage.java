package io.reelbudget.ledger.internal.image;

import java.io.IOException;

/**
 * The state that a log's records make: it can be written as sections, and made again from them and from the records
 * that came later.
 *
 * <p>The ledger goes on while it is written. The log notes its end first, and from there on it shows the records again
 * when the state is made anew. So a section must hold all that the records before that end made, may hold more, and
 * must say itself up to which record it holds, so that those are left out which it has already. What it holds need not
 * be durable: the log waits for that before it lets the sections count.
 */
public interface StateImage {

    /**
     * Writes the state as it is, section by section. Called by one thread at a time.
     *
     * @param from the log's end before: records from this position on will be shown again
     */
    void write(long from, SectionSink out) throws IOException;

    /** Is shown a section, in the order in which they were written; each before any record. */
    void restore(byte[] section);

    /** Is shown a record that came after the sections, or that one of them may hold already. */
    void replay(long position, byte[] record);
}
