package io.reelbudget.ledger.internal.journal;

/** Waits until a record is durable. One of the two methods is called, once. */
public interface DurableAnswer {

    /** The record, and all before it, are durable. */
    void give();

    /** It never will be. */
    void lose(RuntimeException why);
}
