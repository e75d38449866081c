package io.reelbudget.policy.scaling;

import io.reelbudget.account.AccountPath;
import java.time.Instant;

/**
 * What a platform tells about one instance, whenever it tells it: late, twice, or about one that nobody asked for.
 *
 * <p>This class is immutable and thread-safe.
 *
 * @param account for whose jobs it ran
 * @param id its name, as in the receipt that it was started by
 * @param event what became of it
 * @param at when; the time of the order counts where it is earlier, the present where it is later
 */
public record InstanceReport(AccountPath account, String id, Event event, Instant at) {

    /** What becomes of instances. */
    public enum Event {
        /** It works. */
        STARTED,
        /** It was stopped as it was asked to be, or by somebody. */
        STOPPED,
        /** It never worked; it costs nothing. */
        FAILED,
        /** It was taken away, as spot instances are. */
        LOST
    }

    /** What came of telling it. */
    public enum Outcome {
        /** It is taken note of, and what is held for the instance follows. */
        COUNTED,
        /** It was known before; nothing changed. */
        KNOWN,
        /** No such instance was asked for, or it ended long ago; nothing changed. */
        UNKNOWN,
        /** It runs without an order; the provisioner was asked to stop it. */
        LEAKED
    }
}
