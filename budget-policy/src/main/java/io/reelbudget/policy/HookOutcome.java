package io.reelbudget.policy;

/**
 * What became of a call to a hook.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param call what was to be done, in a few words
 * @param status what became of it
 * @param detail what the hook answered or what went wrong; may be empty
 */
public record HookOutcome(String call, Status status, String detail) {

    /** What can become of a call. */
    public enum Status {
        /** The hook did it. */
        DONE,
        /** The hook threw, or answered what it must not. */
        FAILED,
        /** The hook had not returned in time; it may have done it all the same. */
        TIMED_OUT,
        /** The hook was not called, since earlier calls of it still hang. */
        REJECTED,
        /** There is no such hook. */
        NO_HOOK,
        /** The hook says that it cannot do such a thing; it is not asked again. */
        UNSUPPORTED
    }
}
