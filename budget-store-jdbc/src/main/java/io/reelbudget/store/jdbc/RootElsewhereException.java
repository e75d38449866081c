package io.reelbudget.store.jdbc;

/** The cause of a refusal: the root is in another database, or about to be. Nothing was done. */
final class RootElsewhereException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RootElsewhereException(String root) {
        super("Root '" + root + "' was moved to another database, or is being moved, but must be in this one; open a"
                + " ShardedLedger, which finds it.");
    }
}
