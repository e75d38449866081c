package io.reelbudget.store.jdbc;

/** Another process has gone on with the same move, or has ended it: look at the directory again. */
final class MoveOutdatedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MoveOutdatedException(String message) {
        super(message);
    }
}
