package io.reelbudget.ledger.internal.journal;

/** Is shown the records of a log, in their order. */
@FunctionalInterface
public interface RecordVisitor {

    /** Is shown one record. */
    void visit(long position, byte[] record);
}
