package io.reelbudget.policy;

import java.util.concurrent.ExecutionException;

/** What a hook threw, told on the hook's own thread: the message of a hostile exception may hang or throw itself. */
final class HookFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private HookFailure(String what) {
        super(what);
    }

    HookFailure(Throwable thrown) {
        this("threw " + thrown.getClass().getName() + message(thrown));
    }

    static HookFailure untold() {
        return new HookFailure("threw something that throws when it is asked for its message");
    }

    static String describe(ExecutionException thrown) {
        return thrown.getCause() instanceof HookFailure failure
                ? String.valueOf(failure.getMessage())
                : thrown.toString();
    }

    private static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? "" : ": " + message;
    }
}
