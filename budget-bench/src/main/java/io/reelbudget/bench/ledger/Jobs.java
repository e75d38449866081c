package io.reelbudget.bench.ledger;

/** Something that can be done again and again, by one thread. */
@FunctionalInterface
interface Jobs {

    /** Does it once. */
    void run() throws Exception;
}
